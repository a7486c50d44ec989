import { randomBytes } from 'node:crypto';
import { CLUSTER_ADMIN_ROLE } from '@asterism/api-types/rules/roles';
import type { UserStore } from '../store/user-store.ts';
import type { PasswordFile } from './password-file.ts';
import type { PasswordHasher } from './password-hash.ts';

export interface BootstrapOptions {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly file: PasswordFile;
  /** Chosen passwords: they become the users' passwords. */
  readonly passwords: { readonly admin?: string | undefined; readonly viewer?: string | undefined };
  /** The project that `viewer` sees. */
  readonly viewerProject: string;
}

export const makePassword = (): string => randomBytes(18).toString('base64url');

/**
 * Makes sure that somebody can sign in: `admin`, whose password is made up and kept in the file when none is chosen and
 * no cluster admin is there yet; and `viewer`, when a password is chosen for it. There is no default password.
 */
export async function bootstrapUsers(options: BootstrapOptions): Promise<void> {
  const { users, passwords, file, viewerProject } = options;
  const all = await users.list();
  const hasAdmin = all.some((user) => !user.disabled && user.roles.includes(CLUSTER_ADMIN_ROLE));
  const admin = passwords.admin ?? (hasAdmin ? undefined : await file.keep('admin', makePassword));
  if (admin !== undefined) await ensure('admin', admin, [CLUSTER_ADMIN_ROLE], options);
  if (passwords.viewer !== undefined) {
    await ensure('viewer', passwords.viewer, [`${viewerProject}:viewer`], options);
  }
}

async function ensure(
  name: string,
  password: string,
  roles: readonly string[],
  { users, hasher }: BootstrapOptions,
): Promise<void> {
  const user = await users.get(name);
  const isSame = await hasher.verify(password, user?.passwordHash);
  if (user === undefined)
    await users.add({ name, roles, passwordHash: await hasher.hash(password) });
  else if (!isSame.ok || !isSame.value) await users.setPassword(name, await hasher.hash(password));
  await users.enable(name, roles);
}
