import type { ZodOpenApiComponentsObject } from 'zod-openapi';

type Schemes = NonNullable<ZodOpenApiComponentsObject['securitySchemes']>;

const bearer = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'A signed token in Authorization.',
} as const;

/** How a request authenticates at a federation. Source: reference, Authentication. */
export const federationSecurity: Schemes = {
  bearer: { ...bearer, description: 'The idToken of a login, in Authorization.' },
  api_key: {
    type: 'apiKey',
    in: 'header',
    name: 'api_key',
    description: 'The same idToken, alone. For the login: base64 of name:password.',
  },
  basic: { type: 'http', scheme: 'basic', description: 'Name and password; only for the login.' },
};

/** How a request authenticates at a cluster (lightbits-api §3). */
export const clusterSecurity: Schemes = {
  bearer: { ...bearer, description: 'An RS256 JWT, signed with a key that the cluster trusts.' },
};
