import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { apiDocument } from './api-document.ts';
import type { ApiDocument } from './document-types.ts';
import { clusterSecurity } from './security-schemes.ts';
import { WIRE_RULES } from './wire-rules.ts';

/** The thing that a path is about: the last of its words. */
const tagOf = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .slice(2)
    .join(' ');

/** The document of a Lightbits cluster, as far as the contract models one; the simulator serves all of it. */
export const clusterDocument = (): ApiDocument =>
  apiDocument({
    operations: clusterApi,
    notesOn: (_name, path) => ({ tag: tagOf(path) }),
    frame: {
      info: {
        title: 'Lightbits cluster API, as Asterism speaks it',
        version: '2.0',
        summary:
          'The part of the management API that the federation uses and the simulator serves.',
        description: WIRE_RULES,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      security: [{ bearer: [] }],
      tags: [...new Set(Object.values(clusterApi).map(({ path }) => tagOf(path)))]
        .toSorted()
        .map((name) => ({ name })),
      components: { securitySchemes: clusterSecurity },
    },
  });
