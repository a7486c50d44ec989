import type { Rights } from '@asterism/api-types/rules/roles';
import { mayCreateVolumes } from '#/api/session.ts';

/** Why this user may not name hosts; undefined when they may. */
export const whyNoName = ({ isClusterAdmin }: Rights): string | undefined =>
  isClusterAdmin ? undefined : 'This takes the role system:cluster-admin.';

/** Why this user can give no host access to any volume; undefined when they can. */
export const whyNoAccess = (rights: Rights): string | undefined =>
  mayCreateVolumes(rights) ? undefined : 'This takes a role such as project:admin.';
