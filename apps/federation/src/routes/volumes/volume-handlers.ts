import type { Handlers } from '@asterism/api-server/operation-router';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import { deleteVolume, updateVolume } from './change-volume.ts';
import { createVolume } from './create-volume.ts';
import { getVolume } from './get-volume.ts';
import { listVolumes } from './list-volumes.ts';
import type { Principal } from '../../identity/principal.ts';
import type { VolumeDeps } from './volume-deps.ts';

/** The volume operations of the reference, over the volumes of the whole fleet. */
export function volumeHandlers(deps: VolumeDeps): Handlers<typeof volumeOperations, Principal> {
  return {
    listVolumes: (query, { caller }) => listVolumes(deps, caller, query),
    createVolume: (request, { caller }) => createVolume(deps, caller, request),
    getVolume: (which, { caller }) => getVolume(deps, caller, which),
    deleteVolume: (which, { caller, ifMatch }) => deleteVolume(deps, caller, which, ifMatch),
    updateVolume: (request, { caller, ifMatch }) => updateVolume(deps, caller, request, ifMatch),
  };
}
