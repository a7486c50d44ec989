import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { PASSWORD_BYTES_MAX, passwordRule } from '../rules/password.ts';
import { follows } from '../rules/verdict.ts';

/** The old password of a person, and the one to have instead. */
export const passwordChange = z
  .object({
    oldPassword: z
      .string({ error: 'is required' })
      .check(z.minLength(1, 'is required'), z.maxLength(PASSWORD_BYTES_MAX, 'is too long')),
    newPassword: z.string({ error: 'is required' }).check(follows(passwordRule)),
  })
  .check(
    z.refine(({ oldPassword, newPassword }) => oldPassword !== newPassword, {
      path: ['newPassword'],
      error: 'is the old password',
    }),
  );

/** The password of who asks. No browser is given this: the console's server asks for it. */
export const passwordApi = {
  changePassword: defineOperation({
    method: 'PUT',
    path: '/api/v2/fleet/password',
    summary:
      'Change your password. All your tokens end; the answer has a new one. Wrong old passwords count as failed logins.',
    source: 'ours',
    input: passwordChange,
    output: z.object({ idToken: z.string(), expiresIn: z.string() }),
    errors: [400, 401, 429, 503],
  }),
} as const;

export type PasswordOperationName = keyof typeof passwordApi;
