import type { ApiResult } from '@asterism/api-types/client/client';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { api } from '#/api/client.ts';
import { queryClient } from '#/api/query-client.ts';
import { queryKeys } from '#/api/query-keys.ts';
import { settleWrite, type WriteFinding } from '#/api/settle-write.ts';
import type { UpdateVolumeInput } from './volume-draft.ts';

/** The calls about one volume. A change is made only while the volume still has the given ETag. */
export interface VolumeIo {
  readonly read: (volumeId: string) => Promise<ApiResult<Volume>>;
  readonly update: (input: UpdateVolumeInput, ifMatch: string) => Promise<ApiResult<unknown>>;
  readonly remove: (volume: Volume, ifMatch: string) => Promise<ApiResult<unknown>>;
}

async function read(volumeId: string, signal?: AbortSignal): Promise<ApiResult<Volume>> {
  const answer = await api.getVolume({ UUID: volumeId }, signal === undefined ? {} : { signal });
  if (answer.ok) queryClient.setQueryData([...queryKeys.volume, volumeId], answer.value);
  return answer;
}

const DONE = { kind: 'done', value: {} } as const;

async function findUpdated(
  input: UpdateVolumeInput,
  ifMatch: string,
  signal: AbortSignal,
): Promise<WriteFinding<object>> {
  const now = await read(input.UUID ?? '', signal);
  if (!now.ok) {
    const isGone = now.error.status === 404;
    return isGone ? { kind: 'refused', error: now.error } : { kind: 'open' };
  }
  if (volumeShows(input, now.value)) return DONE;
  const { state, ETag } = now.value;
  if (isTransitional(state) || state === 'Unknown') return { kind: 'open' };
  return { kind: ETag === ifMatch ? 'not-done' : 'unclear' };
}

async function findRemoved({ UUID }: Volume, signal: AbortSignal): Promise<WriteFinding<object>> {
  const now = await read(UUID, signal);
  if (!now.ok) return now.error.status === 404 ? DONE : { kind: 'open' };
  const { state } = now.value;
  if (state === 'Deleting' || state === 'Deleted') return DONE;
  return { kind: isTransitional(state) || state === 'Unknown' ? 'open' : 'not-done' };
}

/** The calls through the BFF; `onChecking` hears when the answer to a change was lost, and it is being looked for. */
export const volumeIo = (onChecking: () => void): VolumeIo => ({
  read,
  update: (input, ifMatch) =>
    settleWrite<object>({
      send: () => api.updateVolume(input, { ifMatch }),
      look: (signal) => findUpdated(input, ifMatch, signal),
      onChecking,
    }),
  remove: (volume, ifMatch) =>
    settleWrite<object>({
      send: () =>
        api.deleteVolume({ UUID: volume.UUID, projectName: volume.projectName }, { ifMatch }),
      look: (signal) => findRemoved(volume, signal),
      onChecking,
    }),
});
