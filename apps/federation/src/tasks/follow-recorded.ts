import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { TaskFailure, TaskKind } from '@asterism/api-types/fleet-api/fleet-task';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { isLeaving, notFinished } from './task-action-of.ts';

type Followed = 'under way' | 'done' | TaskFailure;

const DELETED: TaskFailure = { kind: 'gone', reason: 'The volume was deleted meanwhile.' };
/** Its cluster did not say whether it has done it, and the volume does not show it. */
const UNCLEAR: TaskFailure = {
  kind: 'unknown',
  reason: 'It may have been done: its cluster gave no clear answer.',
};

/** What has become of a write of a volume: of one that its cluster has accepted, or may have. */
export const followRecorded =
  (kind: TaskKind, isKnown: boolean) =>
  (volume: Volume | undefined): Followed => {
    if (kind === 'delete volume') {
      if (volume === undefined) return 'done';
      if (isLeaving(volume)) return 'under way';
    } else if (volume === undefined) return DELETED;
    if (volume.state === 'Unknown' || isTransitional(volume.state)) return 'under way';
    if (!isKnown) return UNCLEAR;
    return kind === 'delete volume' || volume.state === 'Failed' ? notFinished(volume) : 'done';
  };
