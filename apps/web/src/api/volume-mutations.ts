import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure } from '@asterism/api-types/common/failure';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';
import { settleWrite, type WriteFinding } from './settle-write.ts';
import type { WriteFunction } from './use-write.ts';

type CreateVolumeInput = OperationInput<typeof federationApi.createVolume>;

/** Reads the lists again after a change, and the given volumes. Events tell of it too: this is for a stream that is down. */
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
  const read = await api.getVolume({ UUID: '', name, projectName }, { signal });
  if (!read.ok) return { kind: read.error.status === 404 ? 'not-done' : 'open' };
  if (read.value.state === 'Deleting') return { kind: 'not-done' };
  const isOld = Date.parse(read.value.creationTime) < Date.now() - OLD_MS;
  if (!isOld && volumeShows(input, read.value)) return { kind: 'done', value: read.value };
  const message = `name: another volume ${JSON.stringify(name)} is in the project`;
  return { kind: 'refused', error: { kind: 'answer', ...failure('alreadyExists', message) } };
}

/** Creates a volume; its answer is the volume as it begins. Throws an `ApiFailure`. */
export const createVolume: WriteFunction<CreateVolumeInput, Volume> = (input, onChecking) =>
  valueOf(
    settleWrite({
      send: () => api.createVolume(input),
      look: (signal) => findCreated(input, signal),
      onChecking,
    }),
  );

/** Takes a volume that was created into what was read. */
export function keepCreated(volume: Volume): void {
  queryClient.setQueryData([...queryKeys.volume, volume.UUID], volume);
  // Its page reads it again: by the time it opens, the cluster may be further than this answer.
  void readVolumesAgain([volume.UUID]);
}
