import type { FleetEvent } from '../fleet-api/fleet-events.ts';
import type { Rights } from './roles.ts';

/** Whom an event about volumes or snapshots is for: what it does not itself say of the projects. It is not sent to people. */
export interface EventAudience {
  /** The projects of all that it is about, also when it only says that many have changed. */
  readonly projects: ReadonlySet<string> | 'any';
  /** The projects of the volumes that are gone, by UUID. */
  readonly removedFrom: ReadonlyMap<string, string>;
}

const isTouched = (projects: EventAudience['projects'] | undefined, rights: Rights): boolean =>
  projects === 'any' || [...(projects ?? [])].some((project) => rights.canView(project));

/**
 * The part of an event that somebody with these rights may see; undefined when there is none. For the federation, and for
 * the BFF, which has one stream of everything for all of its sessions. Deny by default.
 */
export function visibleEvent(
  event: FleetEvent,
  audience: EventAudience | undefined,
  rights: Rights,
): FleetEvent | undefined {
  if (rights.isClusterAdmin || event.type === 'resync' || event.type === 'freshness') return event;
  if (event.type === 'task') {
    const { projects } = event.task;
    const isTheirs = projects.length > 0 && projects.every((project) => rights.canView(project));
    return isTheirs ? event : undefined;
  }
  if (event.type === 'snapshots') {
    return { ...event, isChanged: event.isChanged && isTouched(audience?.projects, rights) };
  }
  if (event.type === 'slow' || event.type === 'problems') {
    return isTouched(audience?.projects, rights) ? event : undefined;
  }
  // Workflows and clusters are the cluster admins' business.
  if (event.type !== 'volumes') return undefined;
  const touched = audience?.projects ?? new Set(event.changed.map((one) => one.projectName));
  if (!isTouched(touched, rights)) return undefined;
  const changed = event.changed.filter((volume) => rights.canView(volume.projectName));
  const removed = event.removed.filter((uuid) => {
    const project = audience?.removedFrom.get(uuid);
    return project !== undefined && rights.canView(project);
  });
  if (event.before === undefined) return { ...event, changed, removed };
  const seen = new Set(
    [...changed.map(({ UUID }) => UUID), ...removed].map((id) => id.toLowerCase()),
  );
  const before: NonNullable<typeof event.before> = {};
  for (const [uuid, was] of Object.entries(event.before)) {
    // What was in a project that they may not see is new to them.
    if (seen.has(uuid)) before[uuid] = was !== null && rights.canView(was.projectName) ? was : null;
  }
  return { ...event, changed, removed, before };
}
