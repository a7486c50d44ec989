import type { OperationInput } from '@asterism/api-types/common/operation';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { mutationOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

const readVolumesAgain = () =>
  Promise.all([
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
      return readVolumesAgain();
    },
  });

interface Guarded<Input> {
  readonly input: Input;
  /** The ETag of the volume that the user has seen: the change is refused when it is another by now. */
  readonly ifMatch: string;
}

/** Changes a volume, if it is still as the user has seen it. */
export const updateVolumeMutation = () =>
  mutationOptions({
    mutationFn: ({ input, ifMatch }: Guarded<OperationInput<typeof federationApi.updateVolume>>) =>
      valueOf(api.updateVolume(input, { ifMatch })),
    onSuccess: (_, { input }) =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: [...queryKeys.volume, input.UUID] }),
        readVolumesAgain(),
      ]),
  });

/** Deletes a volume, if it is still as the user has seen it. */
export const deleteVolumeMutation = () =>
  mutationOptions({
    mutationFn: ({ input, ifMatch }: Guarded<OperationInput<typeof federationApi.deleteVolume>>) =>
      valueOf(api.deleteVolume(input, { ifMatch })),
    onSuccess: (_, { input }) =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: [...queryKeys.volume, input.UUID] }),
        readVolumesAgain(),
      ]),
  });
