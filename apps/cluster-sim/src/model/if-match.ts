import { etagMismatch, failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';

const unquoted = (tag: string): string => /^"(.*)"$/.exec(tag)?.[1] ?? tag;

/**
 * Whether an If-Match header allows to change a thing with this ETag: raw as the vendor's clients send it,
 * quoted as HTTP has it, or `*` (lightbits-api §2.3). Weak tags never match by HTTP's rules and are refused as a mistake.
 */
export function checkIfMatch(
  header: string | undefined,
  etag: string,
  what = 'volume',
): Result<void, Failure> {
  const given = header?.trim() ?? '';
  if (given === '' || given === '*') return ok(undefined);
  if (given.startsWith('W/')) {
    return err(failure('invalidArgument', 'If-Match: must be a strong ETag, without "W/"'));
  }
  if (unquoted(given) === etag) return ok(undefined);
  return err(
    etagMismatch(`ETag mismatch: the ${what} has changed; its ETag is ${etag}, not ${given}`),
  );
}
