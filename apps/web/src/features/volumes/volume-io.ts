import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { ApiResult } from '@asterism/api-types/client/client';
import { api } from '#/api/client.ts';
import { queryClient } from '#/api/query-client.ts';
import { queryKeys } from '#/api/query-keys.ts';
import type { UpdateVolumeInput } from './volume-draft.ts';

/** The calls about one volume. A change is made only while the volume still has the given ETag. */
export interface VolumeIo {
  readonly read: (volumeId: string) => Promise<ApiResult<Volume>>;
  readonly update: (input: UpdateVolumeInput, ifMatch: string) => Promise<ApiResult<unknown>>;
  readonly remove: (volume: Volume, ifMatch: string) => Promise<ApiResult<unknown>>;
}

/** The calls through the BFF. */
export const volumeIo: VolumeIo = {
  read: async (volumeId) => {
    const answer = await api.getVolume({ UUID: volumeId });
    if (answer.ok) queryClient.setQueryData([...queryKeys.volume, volumeId], answer.value);
    return answer;
  },
  update: (input, ifMatch) => api.updateVolume(input, { ifMatch }),
  remove: ({ UUID, projectName }, ifMatch) => api.deleteVolume({ UUID, projectName }, { ifMatch }),
};
