import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { useFormContext, useWatch } from 'react-hook-form';
import { ShowCall } from '#/domain/show-call.tsx';
import { createRequest } from './create-request.ts';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';

/** What creating the volume of the form would ask of the API. */
export function CreateCall() {
  const { control } = useFormContext<CreateVolumeForm>();
  const form = useWatch({ control, compute: (values: CreateVolumeForm) => values });
  return <ShowCall call={{ operation: federationApi.createVolume, input: createRequest(form) }} />;
}
