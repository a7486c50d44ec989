import type { ApiResult } from '@asterism/api-types/client/client';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { fieldFailure } from '@asterism/api-types/common/failure';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { serverNow } from '#/lib/server-clock.ts';
import { referenceCalls } from './reference-calls.ts';
import { queryClient, queryKeys } from './query-client.ts';
import {
  sendConditionalWrite,
  sendWrite,
  type ConditionalOutcome,
  type Write,
  type WriteFinding,
  type WriteOutcome,
} from './write.ts';

export type CreateVolumeInput = OperationInput<typeof federationApi.createVolume>;
export type UpdateVolumeInput = OperationInput<typeof federationApi.updateVolume>;

/** Reads the lists again after a change, and the given volumes. Events do so too: this is for a stream that is down. */
export const readVolumesAgain = (volumeIds: readonly string[]) =>
  Promise.all([
    ...volumeIds.map((id) =>
      queryClient.invalidateQueries({ queryKey: [...queryKeys.volume, id] }),
    ),
    queryClient.invalidateQueries({ queryKey: queryKeys.fleetVolumes }),
    queryClient.invalidateQueries({ queryKey: queryKeys.summary }),
  ]);

/** A volume that is older than this was there before the request to create it; the clocks need not agree to the second. */
const OLD_MS = 10 * 60_000;

/** What there is under the name of a volume that was to be created. */
async function findCreated(
  input: CreateVolumeInput,
  signal: AbortSignal,
): Promise<WriteFinding<Volume>> {
  const { name, projectName } = input;
  const read = await referenceCalls.getVolume({ UUID: '', name, projectName }, { signal });
  if (!read.ok) return { kind: read.error.status === 404 ? 'not-done' : 'open' };
  if (read.value.state === 'Deleting') return { kind: 'not-done' };
  const isOld = Date.parse(read.value.creationTime) < serverNow() - OLD_MS;
  if (!isOld && volumeShows(input, read.value)) return { kind: 'done', value: read.value };
  const rule = `another volume ${JSON.stringify(name)} is in the project`;
  const taken = fieldFailure('alreadyExists', 'name', rule);
  return { kind: 'refused', error: { ...taken, kind: 'answer' } };
}

/** Creates a volume; its value is the volume as it begins. */
export const createVolume: Write<CreateVolumeInput, WriteOutcome<Volume>> = async (
  input,
  onChecking,
  idempotencyKey,
) => {
  const outcome = await sendWrite({
    send: () => referenceCalls.createVolume(input, { idempotencyKey }),
    find: (signal) => findCreated(input, signal),
    onChecking,
  });
  if (outcome.kind === 'done') {
    const { UUID } = outcome.value;
    queryClient.setQueryData([...queryKeys.volume, UUID], outcome.value);
    // Its page reads it again: by the time it opens, the cluster may be further than this answer.
    void readVolumesAgain([UUID]);
  }
  return outcome;
};

/** The calls about one volume. A change is made only while the volume still has the given ETag. */
export interface VolumeCalls {
  readonly read: (volumeId: string) => Promise<ApiResult<Volume>>;
  readonly update: (
    input: UpdateVolumeInput,
    ifMatch: string,
  ) => Promise<ConditionalOutcome<unknown>>;
}

async function readVolume(volumeId: string, signal?: AbortSignal): Promise<ApiResult<Volume>> {
  const answer = await referenceCalls.getVolume(
    { UUID: volumeId },
    signal === undefined ? {} : { signal },
  );
  if (answer.ok) queryClient.setQueryData([...queryKeys.volume, volumeId], answer.value);
  return answer;
}

const DONE = { kind: 'done', value: {} } as const;

async function findUpdated(
  input: UpdateVolumeInput,
  ifMatch: string,
  signal: AbortSignal,
): Promise<WriteFinding<object>> {
  const now = await readVolume(input.UUID ?? '', signal);
  if (!now.ok) {
    const isGone = now.error.status === 404;
    return isGone ? { kind: 'refused', error: now.error } : { kind: 'open' };
  }
  if (volumeShows(input, now.value)) return DONE;
  const { state, ETag } = now.value;
  if (isTransitional(state) || state === 'Unknown') return { kind: 'open' };
  return { kind: ETag === ifMatch ? 'not-done' : 'unclear' };
}

/** The calls through the BFF; `onChecking` is called when the answer to a change is lost and it is being found out. */
export const volumeCalls = (onChecking: () => void): VolumeCalls => ({
  read: readVolume,
  update: (input, ifMatch) =>
    sendConditionalWrite<object>({
      send: () => referenceCalls.updateVolume(input, { ifMatch }),
      find: (signal) => findUpdated(input, ifMatch, signal),
      onChecking,
    }),
});
