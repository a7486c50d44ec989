import { refused, type Rule } from './verdict.ts';
import { volumeNameRule } from './volume-name.ts';

/** Stands for the name of the volume that a snapshot is of, or a schedule. */
export const VOLUME_NAME = '{volume}';

/** What the snapshot or the schedule of a volume is called. */
export const nameByVolume = (names: string, volumeName: string): string =>
  names.replaceAll(VOLUME_NAME, volumeName);

/**
 * How snapshots or schedules of many volumes are called: names are unique in a project, so each has that of its volume in
 * it.
 */
export const namesByVolumeRule: Rule<string> = (names) =>
  names.includes(VOLUME_NAME)
    ? volumeNameRule(nameByVolume(names, 'v'))
    : refused(`must contain ${VOLUME_NAME}, which stands for the name of each volume`);
