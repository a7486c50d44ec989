import type { Rights } from '@asterism/api-types/rules/roles';

/** Who is asking. Roles and rights are as they are now, not as they were at login. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly rights: Rights;
}
