import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { isMadeBy, nextSnapshotsAt } from '@asterism/api-types/rules/schedule-times';

/** The snapshots that one schedule is likely to have made, or that none of them has, and what comes next. */
export interface Line {
  readonly id: string;
  readonly title: string;
  readonly snapshots: readonly FleetSnapshot[];
  /** Milliseconds since the epoch. */
  readonly next: readonly number[];
}

const NEXT_MAX = 24;

/** The schedules that may have made a snapshot: as far as time and retention tell, for clusters do not. */
export const likelyMakers = (
  snapshot: FleetSnapshot,
  schedules: readonly ResourcePolicy[],
): readonly ResourcePolicy[] => schedules.filter((schedule) => isMadeBy(schedule, snapshot));

/** The snapshots of a volume by what is likely to have made them. One that several may have made is with the first. */
export function linesOf(
  snapshots: readonly FleetSnapshot[],
  schedules: readonly ResourcePolicy[],
  now: number,
): readonly Line[] {
  const makers = new Map(snapshots.map((one) => [one, likelyMakers(one, schedules)[0]?.UUID]));
  const madeBy = (maker: string | undefined) =>
    snapshots.filter((one) => makers.get(one) === maker);
  const others = { id: '', title: 'No schedule', snapshots: madeBy(undefined), next: [] };
  if (schedules.length === 0) return [{ ...others, title: 'Taken so far' }];
  const lines = schedules.map(({ UUID, name, schedulePolicy }) => ({
    id: UUID,
    title: name,
    snapshots: madeBy(UUID),
    next: nextSnapshotsAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now, NEXT_MAX),
  }));
  return others.snapshots.length === 0 ? lines : [...lines, others];
}

/** Things that are so close to each other on a line that they are drawn as one. */
export interface Mark<Thing> {
  /** Where it is, in percent. */
  readonly at: number;
  readonly things: readonly [Thing, ...Thing[]];
}

/** The marks of a line, each with the things whose places on it would overlap. `width` is that of a mark, in percent. */
export function marksOf<Thing>(
  things: readonly Thing[],
  placeOf: (thing: Thing) => number,
  width: number,
): readonly Mark<Thing>[] {
  const marks: { at: number; things: [Thing, ...Thing[]] }[] = [];
  const inOrder = things
    .map((thing) => ({ thing, place: placeOf(thing) }))
    .filter(({ place }) => Number.isFinite(place))
    .toSorted((a, b) => a.place - b.place);
  for (const { thing, place } of inOrder) {
    const last = marks.at(-1);
    if (last !== undefined && place - last.at < width) last.things.push(thing);
    else marks.push({ at: place, things: [thing] });
  }
  return marks;
}
