import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeBefore } from '@asterism/api-types/fleet-api/fleet-events';
import { searchedTexts } from '@asterism/api-types/rules/volume-search';
import { extentOf } from '../cluster-client/extent.ts';
import type { EventBus } from '../events/event-bus.ts';
import { NONE } from './columns/uuid-index.ts';
import type { VolumeColumns } from './columns/volume-columns.ts';

/** The most volumes that an event carries; beyond, it only says that many changed. */
const EVENT_MAX = 50;
/** … and the most characters of text in them. */
const EVENT_TEXT_MAX = 128 * 1024;
/** An event that is about more projects is sent to everybody: it says only that many volumes have changed. */
const EVENT_PROJECTS_MAX = 1_000;

/** What changed in the volumes of one cluster, as far as an event says it. */
export interface VolumeChanges {
  /** `before` reads what was there until now; it is called at once, if at all. */
  noteChanged(uuid: () => string, project: string, before: () => Volume | undefined): void;
  noteRemoved(uuid: string, project: string, before: () => Volume): void;
  /** So many volumes of a project are gone: more than an event carries. */
  noteManyRemoved(volumes: number, project: string): void;
  /**
   * Publishes what was noted since the last time, with what is needed to know who may see it; nothing when nothing was. Not
   * called `atTheEnd`, it waits when there is more in all than an event carries, which is then said once.
   */
  publish(publish: EventBus['publish'], columns: VolumeColumns, when?: 'soFar' | 'atTheEnd'): void;
}

/** Whether an event can carry the volumes one by one. */
export const fitsEvent = (volumes: number): boolean => volumes <= EVENT_MAX;

/** What the volumes of an event were before it. */
function beforeOf(
  before: ReadonlyMap<string, Volume | undefined>,
  changed: readonly Volume[],
): Record<string, VolumeBefore | null> {
  const now = new Map(changed.map((volume) => [volume.UUID.toLowerCase(), volume]));
  const textsOf = (volume: Volume): string => JSON.stringify(searchedTexts(volume));
  return Object.fromEntries(
    [...before].map(([uuid, was]) => {
      if (was === undefined) return [uuid, null];
      const { projectName, name, size, state, protectionState, creationTime } = was;
      const is = now.get(uuid);
      const isFoundAlike = is !== undefined && textsOf(is) === textsOf(was);
      const keys = { projectName, name, size, state, protectionState, creationTime };
      return [uuid, { ...keys, isFoundAlike }];
    }),
  );
}

export function createVolumeChanges(clusterId: string): VolumeChanges {
  const changed = new Set<string>();
  const removed = new Map<string, string>();
  const before = new Map<string, Volume | undefined>();
  const projects = new Set<string>();
  /** In all, and since the last event. */
  let count = 0;
  let unsaid = 0;

  function note(project: string, volumes: number): void {
    count += volumes;
    unsaid += volumes;
    if (projects.size <= EVENT_PROJECTS_MAX) projects.add(project);
  }
  function noteBefore(uuid: string, read: () => Volume | undefined): void {
    if (!before.has(uuid)) before.set(uuid, read());
  }

  return {
    noteChanged(uuid, project, readBefore) {
      note(project, 1);
      if (!fitsEvent(count)) return;
      noteBefore(uuid(), readBefore);
      changed.add(uuid());
    },
    noteRemoved(uuid, project, readBefore) {
      note(project, 1);
      if (!fitsEvent(count)) return;
      noteBefore(uuid, readBefore);
      removed.set(uuid, project);
    },
    noteManyRemoved: (volumes, project) => note(project, volumes),
    publish(publish, columns, when = 'atTheEnd') {
      if (unsaid === 0 || (when === 'soFar' && !fitsEvent(count))) return;
      const volumes = [...changed]
        .map((uuid) => columns.uuids.find(uuid))
        .filter((slot) => slot !== NONE)
        .map((slot) => columns.read(slot));
      const many = !fitsEvent(count) || extentOf(volumes).text > EVENT_TEXT_MAX;
      publish(
        {
          type: 'volumes',
          clusterId,
          changed: many ? [] : volumes,
          removed: many ? [] : [...removed.keys()],
          many,
          ...(many ? {} : { before: beforeOf(before, volumes) }),
        },
        {
          projects: projects.size > EVENT_PROJECTS_MAX ? 'any' : new Set(projects),
          removedFrom: many ? new Map() : new Map(removed),
        },
      );
      unsaid = 0;
      for (const noted of [changed, removed, before, projects]) noted.clear();
    },
  };
}
