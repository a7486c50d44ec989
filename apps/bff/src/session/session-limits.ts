import { parseRole } from '@asterism/api-types/rules/roles';

/** How long sessions last, in seconds. */
export interface SessionLimits {
  /** Without any activity of the person. */
  readonly idleSeconds: number;
  /** The same for people who may only read. */
  readonly viewerIdleSeconds: number;
  /** Regardless of activity. */
  readonly absoluteSeconds: number;
}

export const SESSION_LIMITS: SessionLimits = {
  idleSeconds: 15 * 60,
  viewerIdleSeconds: 30 * 60,
  absoluteSeconds: 8 * 60 * 60,
};

/** Whether the roles permit only reads. */
function isPureViewer(roles: readonly string[]): boolean {
  const known = roles.map(parseRole).filter((role) => role !== undefined);
  return known.every((role) => role.kind === 'project' && role.right === 'viewer');
}

/** Seconds after which an idle session with these roles ends. One click makes a preview the session of an admin. */
export const idleSecondsFor = (
  limits: SessionLimits,
  { roles, preview }: { readonly roles: readonly string[]; readonly preview?: unknown },
): number =>
  isPureViewer(roles) && preview === undefined ? limits.viewerIdleSeconds : limits.idleSeconds;
