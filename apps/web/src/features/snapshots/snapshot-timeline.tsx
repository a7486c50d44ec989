import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { useCallback, useId, useState, type RefCallback } from 'react';
import { counted } from '#/lib/counted.ts';
import { formatRelativeTime, formatTime } from '#/lib/format.ts';
import { timeZone } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { useNow } from '#/ui/clock.ts';
import { linesOf, marksOf, type Line, type Mark } from './timeline-lines.ts';
import { RANGES, timeScale, type RangeId, type TimeScale } from './time-scale.ts';
import './snapshot-timeline.css';

const STEP_MS = 60_000;

const takenAt = ({ creationTime }: FleetSnapshot): number => Date.parse(creationTime);

/** What a roll-back takes out of a volume. */
interface Lost {
  /** Since when; milliseconds since the epoch, as the other. */
  readonly since: number;
  /** Up to when later snapshots have it. */
  readonly keptUntil: number;
}

/** What a line shows, in words. */
function lineText({ snapshots, next }: Line, now: number): string {
  const times = snapshots.map(takenAt).filter(Number.isFinite);
  const [first] = next;
  const count = counted(snapshots.length, 'snapshot', 'snapshots');
  return [
    times.length === 0
      ? count
      : `${count}, the newest ${formatRelativeTime(Math.max(...times), now)}`,
    ...(first === undefined ? [] : [`next ${formatRelativeTime(first, now)}`]),
  ].join('; ');
}

const fromTo = (first: number, last: number): string =>
  `${formatTime(first)} to ${formatTime(last)}`;

function takenTitle([first, ...others]: Mark<FleetSnapshot>['things']): string {
  const last = others.at(-1);
  return last === undefined
    ? `${first.name}: ${formatTime(takenAt(first))}`
    : `${others.length + 1} snapshots: ${fromTo(takenAt(first), takenAt(last))}`;
}

function nextTitle([first, ...others]: Mark<number>['things']): string {
  const last = others.at(-1);
  return last === undefined
    ? `Next: ${formatTime(first)}`
    : `Next ${others.length + 1}: ${fromTo(first, last)}`;
}

/** What a mark with two digits needs, in CSS pixels. */
const MARK_PX = 20;
/** How wide a mark is before its line is measured, in percent of it. */
const MARK_WIDTH = 1.5;

/** How wide a mark is on the element, in percent of it. */
function useMarkWidth(): readonly [number, RefCallback<HTMLElement>] {
  const [width, setWidth] = useState(MARK_WIDTH);
  const measure = useCallback((line: HTMLElement | null) => {
    if (line === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth((100 * MARK_PX) / line.clientWidth));
    sizes.observe(line);
    return () => sizes.disconnect();
  }, []);
  return [width, measure];
}

interface TrackProps {
  readonly line: Line;
  readonly scale: TimeScale;
  readonly lost: Lost | undefined;
}

/** The line of one line. What it shows is in the text beside it and in the table. */
function Track({ line, scale, lost }: TrackProps) {
  const from = (time: number) => `${scale.at(time)}%`;
  const long = (since: number, until: number) => `${scale.at(until) - scale.at(since)}%`;
  const [width, measure] = useMarkWidth();
  const shown = line.snapshots.filter((one) => scale.has(takenAt(one)));
  // What was taken is before the line of now and what comes next behind it, also where there is no room between them.
  const now = scale.at(scale.now);
  const placeTaken = (one: FleetSnapshot) => Math.min(scale.at(takenAt(one)), now - width / 2);
  const placeNext = (time: number) => Math.max(scale.at(time), now + width / 2);
  return (
    <div className="ast-timeline-track" aria-hidden="true" ref={measure}>
      {lost === undefined ? null : (
        <>
          <span
            className="ast-timeline-undone"
            style={{
              insetInlineStart: from(lost.since),
              inlineSize: long(lost.since, lost.keptUntil),
            }}
          />
          <span
            className="ast-timeline-lost"
            style={{
              insetInlineStart: from(lost.keptUntil),
              inlineSize: long(lost.keptUntil, scale.now),
            }}
          />
        </>
      )}
      <span className="ast-timeline-now" style={{ insetInlineStart: from(scale.now) }} />
      {marksOf(line.next.filter(scale.has), placeNext, width).map(({ at, things }) => (
        <span
          key={at}
          className="ast-timeline-mark ast-timeline-next"
          title={nextTitle(things)}
          style={{ insetInlineStart: `${at}%` }}
        >
          {things.length === 1 ? null : things.length}
        </span>
      ))}
      {marksOf(shown, placeTaken, width).map(({ at, things }) => (
        <span
          key={at}
          className="ast-timeline-mark"
          title={takenTitle(things)}
          style={{ insetInlineStart: `${at}%` }}
        >
          {things.length === 1 ? null : things.length}
        </span>
      ))}
    </div>
  );
}

/** The times below the lines. */
function Axis({ scale }: { readonly scale: TimeScale }) {
  return (
    <div className="ast-timeline-axis" aria-hidden="true">
      {scale.ticks.map((time) => (
        <span
          key={time}
          title={formatTime(time)}
          style={{ insetInlineStart: `${scale.at(time)}%` }}
        >
          {time === scale.now ? 'now' : formatRelativeTime(time, scale.now)}
        </span>
      ))}
    </div>
  );
}

interface SnapshotTimelineProps {
  readonly snapshots: readonly FleetSnapshot[];
  /** The schedules of the volume; undefined while they are not known. */
  readonly schedules?: readonly ResourcePolicy[] | undefined;
  /** The snapshot that the volume would be rolled back to: marks what would be lost. */
  readonly rollBackTo?: FleetSnapshot | undefined;
}

/** What would be lost; undefined when the time of the snapshot is not known. */
function lostBy(
  target: FleetSnapshot | undefined,
  snapshots: readonly FleetSnapshot[],
  now: number,
): Lost | undefined {
  const since = target === undefined ? Number.NaN : takenAt(target);
  if (!Number.isFinite(since) || since > now) return undefined;
  const later = snapshots.map(takenAt).filter((time) => time > since && time <= now);
  return { since, keptUntil: Math.max(since, ...later) };
}

/** The snapshots of a volume on a line of time, by what is likely to have made them, with what comes next. */
export function SnapshotTimeline({ snapshots, schedules, rollBackTo }: SnapshotTimelineProps) {
  const minute = useNow(STEP_MS);
  useStore(timeZone);
  const id = useId();
  const [range, setRange] = useState<RangeId>('all');
  const pastMs = RANGES.find((one) => one.id === range)?.pastMs;
  const times = snapshots.map(takenAt).filter(Number.isFinite);
  // One that was just taken is no snapshot of the future.
  const now = Math.max(minute, ...times);
  const scale = timeScale(times, now, pastMs);
  const lost = lostBy(rollBackTo, snapshots, now);
  return (
    <figure className="ast-timeline">
      {rollBackTo === undefined ? (
        <ToggleGroup isCompact aria-label="How far back">
          {RANGES.map((one) => (
            <ToggleGroupItem
              key={one.id}
              text={one.label}
              buttonId={`${id}-${one.id}`}
              isSelected={one.id === range}
              onChange={() => setRange(one.id)}
            />
          ))}
        </ToggleGroup>
      ) : null}
      <ul className="ast-plain-list ast-timeline-lines">
        {linesOf(snapshots, schedules ?? [], now).map((line) => {
          const text = lineText(line, now);
          return (
            <li key={line.id} className="ast-timeline-line">
              <div>
                <strong>{line.title}</strong> <span className="ast-quiet">{text}</span>
              </div>
              <Track line={line} scale={scale} lost={lost} />
            </li>
          );
        })}
      </ul>
      <Axis scale={scale} />
      <figcaption className="ast-quiet">
        {lost === undefined ? (
          (schedules ?? []).length === 0 ? null : (
            'Which schedule made a snapshot is a guess from its time and retention: clusters don’t record it.'
          )
        ) : (
          <ul className="ast-plain-list">
            <li>
              <span className="ast-timeline-key ast-timeline-lost" /> Lost for good: written since
              the newest snapshot
            </li>
            {lost.keptUntil === lost.since ? null : (
              <li>
                <span className="ast-timeline-key ast-timeline-undone" /> Taken out of the volume:
                later snapshots have it, as of their times
              </li>
            )}
          </ul>
        )}
      </figcaption>
    </figure>
  );
}
