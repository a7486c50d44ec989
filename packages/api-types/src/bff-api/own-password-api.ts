import { defineOperation } from '../common/operation.ts';
import { passwordChange } from '../fleet-api/password-api.ts';
import { session } from './bff-api.ts';

/** The password of who is signed in. The console loads this table with its settings page. */
export const ownPasswordApi = {
  changeOwnPassword: defineOperation({
    method: 'PUT',
    path: '/auth/password',
    summary:
      'Change your password. All your sessions end, at once and everywhere; this browser has a new one.',
    source: 'ours',
    input: passwordChange,
    output: session,
    errors: [400, 401, 403, 429, 503],
  }),
} as const;
