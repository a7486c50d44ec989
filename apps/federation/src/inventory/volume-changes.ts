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
  noteChanged(uuid: string, project: string): void;
  noteRemoved(uuid: string, project: string): void;
  /** So many volumes of a project are gone: more than an event carries. */
  noteManyRemoved(volumes: number, project: string): void;
  /** Publishes what was noted, with what is needed to know who may see it; nothing when nothing was. */
  publish(publish: EventBus['publish'], columns: VolumeColumns): void;
}

/** Whether an event can carry the volumes one by one. */
export const fitsEvent = (volumes: number): boolean => volumes <= EVENT_MAX;

export function createVolumeChanges(clusterId: string): VolumeChanges {
  const changed = new Set<string>();
  const removed = new Map<string, string>();
  const projects = new Set<string>();
  let count = 0;

  function note(project: string, volumes: number): void {
    count += volumes;
    if (projects.size <= EVENT_PROJECTS_MAX) projects.add(project);
  }

  return {
    noteChanged(uuid, project) {
      note(project, 1);
      if (fitsEvent(count)) changed.add(uuid);
    },
    noteRemoved(uuid, project) {
      note(project, 1);
      if (fitsEvent(count)) removed.set(uuid, project);
    },
    noteManyRemoved: (volumes, project) => note(project, volumes),
    publish(publish, columns) {
      if (count === 0) return;
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
        },
        {
          projects: projects.size > EVENT_PROJECTS_MAX ? 'any' : projects,
          removedFrom: many ? new Map() : removed,
        },
      );
    },
  };
}
