/** The role that may do everything on every cluster (lightbits-api §3). */
export const CLUSTER_ADMIN_ROLE = 'system:cluster-admin';

/** What a role allows in one project. */
export type ProjectRight = 'viewer' | 'admin';

/** A parsed role string `<scope>:<role>`. */
export type Role =
  | { readonly kind: 'cluster-admin' }
  | { readonly kind: 'project'; readonly project: string; readonly right: ProjectRight };

/** Reads a role string; undefined for one that grants nothing here. */
export function parseRole(text: string): Role | undefined {
  if (text === CLUSTER_ADMIN_ROLE) return { kind: 'cluster-admin' };
  const match = /^([a-z0-9][a-z0-9.-]*):(viewer|admin)$/.exec(text);
  const [, project, right] = match ?? [];
  if (project === undefined || project === 'system') return undefined;
  return { kind: 'project', project, right: right === 'admin' ? 'admin' : 'viewer' };
}

/** What somebody's roles allow, together. Deny by default. */
export interface Rights {
  readonly isClusterAdmin: boolean;
  /** Whether the volumes of the project may be seen. */
  canView(project: string): boolean;
  /** Whether the volumes of the project may be created, changed and deleted. */
  canChange(project: string): boolean;
  /** The projects that are named by the roles. */
  readonly projects: readonly string[];
}

/** The rights that a list of role strings gives. */
export function rightsOf(roles: readonly string[]): Rights {
  const parsed = roles.map(parseRole).filter((role) => role !== undefined);
  const isClusterAdmin = parsed.some((role) => role.kind === 'cluster-admin');
  const ofProjects = parsed.filter((role) => role.kind === 'project');
  return {
    isClusterAdmin,
    canView: (project) => isClusterAdmin || ofProjects.some((role) => role.project === project),
    canChange: (project) =>
      isClusterAdmin ||
      ofProjects.some((role) => role.project === project && role.right === 'admin'),
    projects: [...new Set(ofProjects.map((role) => role.project))],
  };
}
