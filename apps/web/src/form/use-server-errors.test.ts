import type { ApiError } from '@asterism/api-types/client/api-error';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { describe, expect, it } from 'vitest';
import type { RequestFields } from './field-path.ts';
import { fieldErrorsOf } from './use-server-errors.ts';

interface EditForm {
  readonly name: string;
  readonly size: string;
  readonly acl: string;
}
const FIELDS: RequestFields<EditForm, typeof federationApi.updateVolume> = {
  name: 'newName',
  size: 'size',
  acl: 'acl',
};
const errorsOf = (...violations: readonly (readonly [string, string])[]) => {
  const { messages, isAboutMore } = fieldErrorsOf<EditForm, typeof federationApi.updateVolume>(
    { violations: violations.map(([field, description]) => ({ field, description })) },
    FIELDS,
  );
  return { messages: Object.fromEntries(messages), isAboutMore };
};

describe('what a server says of fields of the request', () => {
  it('is shown at the field of the form that fills each of them', () => {
    expect(errorsOf(['newName', 'is taken'], ['size', 'is too large'])).toEqual({
      messages: { name: 'is taken', size: 'is too large' },
      isAboutMore: false,
    });
  });

  it('is shown at the outermost field of a path', () => {
    expect(errorsOf(['acl.values[0]', 'must be host NQNs without spaces']).messages).toEqual({
      acl: 'must be host NQNs without spaces',
    });
  });

  it('is shown with the first rule that a field broke', () => {
    expect(errorsOf(['size', 'is required'], ['size', 'is too large']).messages).toEqual({
      size: 'is required',
    });
  });

  it('is left to the form as a whole when a field is not of the form', () => {
    expect(errorsOf(['name', 'is taken'], ['size', 'is too large'])).toEqual({
      messages: { size: 'is too large' },
      isAboutMore: true,
    });
  });

  it('is left to the form as a whole when the details name no field, whatever the message says', () => {
    const message = 'size: is too large';
    const error: ApiError = { kind: 'answer', status: 400, code: 3, message };
    expect(fieldErrorsOf<EditForm, typeof federationApi.updateVolume>(error, FIELDS)).toEqual({
      messages: new Map(),
      isAboutMore: true,
    });
  });
});
