import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { describe, expect, it } from 'vitest';
import { fieldThatFills, type FieldPath, type RequestFields } from './field-path.ts';

interface RenameForm {
  readonly name: string;
}
type UpdateVolume = typeof federationApi.updateVolume;

const FIELDS: RequestFields<RenameForm, UpdateVolume> = { name: 'newName' };

describe('the fields of a form and of its request', () => {
  it('are found by what the server calls them', () => {
    expect(fieldThatFills(FIELDS, 'newName')).toBe('name');
    expect(fieldThatFills(FIELDS, 'name')).toBeUndefined();
    expect(fieldThatFills(FIELDS, 'toString')).toBeUndefined();
  });

  it('do not compile when the request does not have them', () => {
    // @ts-expect-error -- updateVolume has no field `title`.
    const fields: RequestFields<RenameForm, UpdateVolume> = { name: 'title' };
    expect(fields.name).toBe('title');
  });

  it('do not compile when the form does not have them', () => {
    // @ts-expect-error -- RenameForm has no field `size`.
    const field: FieldPath<RenameForm> = 'size';
    expect(fieldThatFills(FIELDS, field)).toBeUndefined();
  });
});
