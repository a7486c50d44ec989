import { err, ok, type Result } from '@asterism/api-types/common/result';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { NamedInProject, Refusal } from './refusal.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import type { VolumeRecord } from './volume-record.ts';

const unquoted = (tag: string): string => /^"(.*)"$/.exec(tag)?.[1] ?? tag;

/**
 * Whether an If-Match header allows to change a thing with this ETag: raw as the vendor's clients send it,
 * quoted as HTTP has it, or `*` (lightbits-api §2.3). Weak tags never match by HTTP's rules and are refused as a mistake.
 */
export function checkIfMatch(
  header: string | undefined,
  etag: string,
  kind: NamedInProject,
): Result<void, Refusal> {
  const given = header?.trim() ?? '';
  if (given === '' || given === '*') return ok(undefined);
  if (given.startsWith('W/')) return err({ reason: 'etagWeak' });
  return unquoted(given) === etag
    ? ok(undefined)
    : err({ reason: 'etagMismatch', kind, etag, given });
}

/** Whether the volume's state allows the action now. */
export function checkVolumeState(
  volume: VolumeRecord,
  action: keyof typeof volumeCan,
): Result<void, Refusal> {
  const verdict = volumeCan[action](volume);
  if (verdict.allowed) return ok(undefined);
  return err({ reason: 'volumeState', state: volume.state, rule: verdict.reason });
}

/** Whether the snapshot's state allows the action now. */
export function checkSnapshotState(
  snapshot: SnapshotRecord,
  action: keyof typeof snapshotCan,
): Result<void, Refusal> {
  const verdict = snapshotCan[action](snapshot);
  if (verdict.allowed) return ok(undefined);
  return err({ reason: 'snapshotState', state: snapshot.state, rule: verdict.reason });
}
