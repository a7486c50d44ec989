import type { ApiError } from '@asterism/api-types/client/api-error';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { useEffect } from 'react';
import { errorOf } from '#/api/write.ts';
import type { EditVolumeForm } from '#/features/volumes/volume-schema.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { useServerErrors } from '#/form/use-server-errors.ts';
import type { VolumeEdit } from './use-volume-edit.ts';

const FIELDS: RequestFields<EditVolumeForm, typeof federationApi.updateVolume> = {
  name: 'newName',
  size: 'size',
  allowShrink: 'Force',
  compression: 'compression',
  acl: 'acl',
  IPAcl: 'IPAcl',
  qosPolicyName: 'qosPolicyName',
  labels: 'labels',
};

/** Shows at its fields what is wrong with the draft, also by the server's word; returns what is about the whole form. */
export function useSaveErrors({ form, draft, saving }: VolumeEdit): ApiError | undefined {
  const { outcome } = saving;
  const refused =
    outcome === undefined || outcome.kind === 'conflict' || outcome.kind === 'notNow'
      ? undefined
      : errorOf(outcome);
  const formError = useServerErrors(form, refused, FIELDS);
  const { trigger } = form;
  const { allowShrink } = draft;
  useEffect(() => {
    // What is wrong with the size depends on this other field.
    if (allowShrink) void trigger('size');
  }, [allowShrink, trigger]);
  return formError;
}
