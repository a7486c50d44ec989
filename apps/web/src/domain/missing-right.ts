import { ACCESS, type GovernedOperation } from '@asterism/api-types/rules/access';
import { rolesLacked } from '@asterism/api-types/rules/roles-lacked';
import type { Rights } from '@asterism/api-types/rules/roles';
import { useRights } from '#/api/session.ts';

/** More roles than this are not listed. */
const LISTED_MAX = 3;

/** What lacks one role of several; `undefined` what lacks none. */
function needOf(roles: readonly string[]): string | undefined {
  const [first] = roles;
  if (first === undefined) return undefined;
  return roles.length > LISTED_MAX ? `a role such as ${first}` : `the role ${roles.join(' or ')}`;
}

/**
 * Why somebody may not use an operation: the role that is missing, by the rules that the servers follow; undefined when
 * they may. In each of the projects that are named; in any, where none is.
 */
export function missingRight(
  rights: Rights,
  operation: GovernedOperation,
  ...projects: readonly string[]
): string | undefined {
  const asked = projects.length === 0 ? [''] : projects;
  const needs = asked.map((project) => needOf(rolesLacked(ACCESS[operation], rights, project)));
  const missing = new Set(needs.filter((need) => need !== undefined));
  return missing.size === 0 ? undefined : `Needs ${[...missing].join(' and ')}`;
}

/** {@link missingRight} of who is signed in. */
export const useMissingRight = (
  operation: GovernedOperation,
  ...projects: readonly string[]
): string | undefined => missingRight(useRights(), operation, ...projects);
