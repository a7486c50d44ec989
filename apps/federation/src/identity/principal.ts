import type { Rights } from '@asterism/api-types/rules/roles';

/** The authenticated person or program. Roles and rights are as they are now, not as they were at login. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly rights: Rights;
  /** Whether it is a preview of these roles by somebody who has more: it changes nothing. */
  readonly isPreview?: boolean;
}
