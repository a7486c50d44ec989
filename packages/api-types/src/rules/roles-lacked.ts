import { CLUSTER_ADMIN_ROLE, type Rights } from './roles.ts';

/**
 * What using an operation requires. `signed-in`: nothing more; what the principal sees of the answer depends on the
 * project, and is decided where the answer is made. `change-volumes`: the right to change the volumes of the project, or
 * those of any project where none is named.
 */
export type Access = 'anyone' | 'signed-in' | 'change-volumes' | 'cluster-admin';

/** For people who are signed in and are not cluster admins: the roles that they lack, of which any one would do. */
const LACKED: Readonly<Record<Access, (rights: Rights, projectName: string) => readonly string[]>> =
  {
    anyone: () => [],
    'signed-in': () => [],
    'change-volumes'(rights, projectName) {
      const projects = projectName === '' ? rights.projects : [projectName];
      if (projects.some((project) => rights.canChange(project))) return [];
      return projects.length === 0
        ? [CLUSTER_ADMIN_ROLE]
        : projects.map((project) => `${project}:admin`);
    },
    'cluster-admin': () => [CLUSTER_ADMIN_ROLE],
  };

/**
 * The roles of which a principal with these rights lacks one, any of them, to use it; none when nothing is lacking.
 * `projectName` is the project that the request names, if any.
 */
export const rolesLacked = (access: Access, rights: Rights, projectName = ''): readonly string[] =>
  rights.isClusterAdmin ? [] : LACKED[access](rights, projectName);
