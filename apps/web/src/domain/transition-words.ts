import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import type { TransitionalState } from '@asterism/api-types/rules/volume-states';
import { formatDuration } from '#/lib/format.ts';

/** How a state that ends by itself goes on in a sentence: `deleting for 12 min`. */
export const GOING_ON: Readonly<Record<TransitionalState, string>> = {
  Creating: 'Creating',
  Updating: 'Updating',
  Deleting: 'Deleting',
  Rollback: 'Rolling back',
};

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** An age in one unit, for where there is little room: `40s`, `12m`, `3h`. */
export function shortAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? ['s', 1];
  return `${Math.floor(seconds / length)}${unit}`;
}

/** For how long a volume has been in its state. */
export const ageOf = ({ since }: Pick<VolumeTransition, 'since'>, now: number): number =>
  now - Date.parse(since);

/** Whether that is so long that a person is needed. */
export const isSlow = (transition: VolumeTransition, now: number): boolean =>
  ageOf(transition, now) > transition.slowAfterSeconds * 1000;

/** For how long, and how long that usually takes: `for 12 min 3 s, usually 2 s`. */
export function ageText(transition: VolumeTransition, now: number): string {
  const { isAtLeast, usualSeconds } = transition;
  const age = `for ${isAtLeast ? 'at least ' : ''}${formatDuration(ageOf(transition, now))}`;
  return usualSeconds === undefined
    ? age
    : `${age}, usually ${formatDuration(usualSeconds * 1000)}`;
}
