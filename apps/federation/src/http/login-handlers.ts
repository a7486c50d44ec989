import type { Request } from 'express';
import type { Handlers } from '@asterism/api-server/operation-router';
import { err, ok } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import type { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { unauthenticated } from '../identity/admission.ts';
import type { IdTokens } from '../identity/id-tokens.ts';
import type { Principal } from '../identity/principal.ts';
import { changePassword, type ChangePasswordDeps } from '../operations/login/change-password.ts';
import {
  revokeToken,
  signIn,
  type RevokeDeps,
  type SignInAttempt,
  type SignInDeps,
} from '../operations/login/sign-in.ts';
import { bearerTokenOf, type RequestOrigins } from './request-origin.ts';

const BASIC_BYTES_MAX = 2048;

type Credentials = Pick<SignInAttempt, 'name' | 'password'>;

/** Reads the credentials of an `Authorization: Basic` header; undefined when malformed. */
function parseBasic(header: string): Credentials | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined || encoded.length > BASIC_BYTES_MAX) return undefined;
  const text = new TextDecoder().decode(Buffer.from(encoded, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 1 || text.includes('\0') || text.includes('\uFFFD')) return undefined;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** HTTP Basic, or the same credentials in base64 in the `api_key` header (reference: Login, Auth). */
function credentialsOf(request: Request): Credentials | undefined {
  const apiKey = request.get('api_key');
  return parseBasic(
    request.get('authorization') ?? (apiKey === undefined ? '' : `Basic ${apiKey}`),
  );
}

/** `POST /cflogin`. */
export const loginHandlers = (
  deps: SignInDeps & { readonly origins: Pick<RequestOrigins, 'addressOf'> },
): Pick<Handlers<typeof federationApi, Principal>, 'login'> => ({
  async login(_input, { request }) {
    const credentials = credentialsOf(request);
    if (credentials === undefined) return err(unauthenticated());
    const address = deps.origins.addressOf(request);
    const signedIn = await signIn(deps, { ...credentials, address, requestId: request.id });
    if (!signedIn.ok) return signedIn;
    const { idToken, expiresInSeconds } = signedIn.value;
    return ok({ tokenType: 'Bearer', expiresIn: String(expiresInSeconds), idToken });
  },
});

/** What somebody who is signed in may do with their password. */
export const passwordHandlers = (
  deps: ChangePasswordDeps & { readonly origins: Pick<RequestOrigins, 'addressOf'> },
): Handlers<typeof passwordApi, Principal> => ({
  async changePassword({ oldPassword: password, newPassword }, { principal, request }) {
    const address = deps.origins.addressOf(request);
    const attempt = { name: principal.subject, password, address, requestId: request.id };
    const changed = await changePassword(deps, attempt, newPassword);
    if (!changed.ok) return changed;
    const { idToken, expiresInSeconds } = changed.value;
    return ok({ idToken, expiresIn: String(expiresInSeconds) });
  },
});

/** What a cluster admin sees the fleet with as somebody else would. */
export const previewHandlers = ({
  tokens,
}: {
  readonly tokens: Pick<IdTokens, 'verify' | 'issuePreview'>;
}): Handlers<typeof previewApi, Principal> => ({
  async issuePreviewToken({ projectName, right }, { request }) {
    const role = `${projectName}:${right}`;
    const claims = await tokens.verify(bearerTokenOf(request) ?? '');
    if (claims === undefined) return err(unauthenticated());
    return ok({ idToken: await tokens.issuePreview(claims, role), role });
  },
});

/** What somebody who is signed in may do with their token. */
export const tokenHandlers = (
  deps: RevokeDeps,
): Pick<Handlers<typeof fleetApi, Principal>, 'whoAmI' | 'revokeToken'> => ({
  whoAmI: (_input, { principal: { subject, roles } }) => ok({ subject, roles: [...roles] }),
  async revokeToken({ idToken }, { principal }) {
    const revoked = await revokeToken(deps, principal, idToken);
    return revoked.ok ? ok({}) : revoked;
  },
});
