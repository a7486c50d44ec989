import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { describeQueryFault, parseVolumeQuery } from '@asterism/api-types/rules/volume-query';

/** Whether a line that narrows the volumes is understood; else `invalidArgument`, with the word at fault. */
export function checkQuery(line: string | undefined, field: string): Result<void, Failure> {
  const query = parseVolumeQuery(line ?? '');
  return query.ok ? ok(undefined) : err(invalidField(field, describeQueryFault(query.error)));
}
