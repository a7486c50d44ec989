import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { LoggedEvent } from './event-log.ts';

/** What of an event somebody with these rights may hear, as JSON; undefined when nothing. */
export function visibleJson(logged: LoggedEvent, rights: Rights): string | undefined {
  if (rights.isClusterAdmin) return logged.json();
  const { event, audience } = logged;
  if (event.type === 'resync' || event.type === 'freshness') return logged.json();
  // Workflows and clusters are the cluster admins' business.
  if (event.type !== 'volumes') return undefined;
  const touched = audience?.projects ?? new Set(event.changed.map((one) => one.projectName));
  if (touched !== 'any' && ![...touched].some((project) => rights.canView(project))) {
    return undefined;
  }
  const visible: FleetEvent = {
    ...event,
    changed: event.changed.filter((volume) => rights.canView(volume.projectName)),
    removed: event.removed.filter((uuid) => {
      const project = audience?.removedFrom.get(uuid);
      return project !== undefined && rights.canView(project);
    }),
  };
  return JSON.stringify(visible);
}
