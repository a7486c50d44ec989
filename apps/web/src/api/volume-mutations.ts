import type { OperationInput } from '@asterism/api-types/common/operation';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { mutationOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

/** Reads the lists again after a change, and the given volumes. Events tell of it too: this is for a stream that is down. */
export const readVolumesAgain = (volumeIds: readonly string[]) =>
  Promise.all([
    ...volumeIds.map((id) =>
      queryClient.invalidateQueries({ queryKey: [...queryKeys.volume, id] }),
    ),
    queryClient.invalidateQueries({ queryKey: queryKeys.fleetVolumes }),
    queryClient.invalidateQueries({ queryKey: queryKeys.summary }),
  ]);

/** Creates a volume; its answer is the volume as it begins. */
export const createVolumeMutation = () =>
  mutationOptions({
    mutationFn: (input: OperationInput<typeof federationApi.createVolume>) =>
      valueOf(api.createVolume(input)),
    onSuccess: (volume) => {
      queryClient.setQueryData([...queryKeys.volume, volume.UUID], volume);
      // Its page reads it again: by the time it opens, the cluster may be further than this answer.
      void readVolumesAgain([volume.UUID]);
    },
  });
