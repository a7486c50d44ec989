import type { RoleDescription } from '@asterism/api-types/cluster-api/role-operations';

const VIEW = ['get', 'list'];
const CHANGE = ['get', 'list', 'create', 'update', 'delete'];
const OF_PROJECTS = ['volumes', 'snapshots', 'resourcePolicys'];

const describe = (
  projectName: string,
  name: string,
  resources: readonly string[],
  actions: readonly string[],
): RoleDescription => ({ name, projectName, rulesJson: JSON.stringify([{ resources, actions }]) });

/** The roles of a project: those of the cluster in `system`, those of a tenant elsewhere (lightbits-api §3). */
export function rolesOf(projectName: string): RoleDescription[] {
  if (projectName === 'system') {
    return [
      describe('system', 'cluster-admin', ['*'], CHANGE),
      describe('system', 'cluster-viewer', ['*'], VIEW),
    ];
  }
  return [
    describe(projectName, 'admin', OF_PROJECTS, CHANGE),
    describe(projectName, 'viewer', OF_PROJECTS, VIEW),
  ];
}
