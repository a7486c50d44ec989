import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** How something is created under a name that nothing else has. */
export interface Creation<T> {
  /** What an earlier attempt has created; undefined when there is none. */
  readonly find: () => Promise<Result<T | undefined, Failure>>;
  readonly create: () => Promise<Result<T, Failure>>;
}

/** Creates it, unless it is not known whether that was asked for before, and it is there. */
export async function createOnce<T>(
  isRepeat: boolean,
  { find, create }: Creation<T>,
): Promise<Result<T, Failure>> {
  if (!isRepeat) return create();
  const found = await find();
  if (!found.ok) return found;
  if (found.value !== undefined) return ok(found.value);
  const created = await create();
  return !created.ok && created.error.kind === 'alreadyExists'
    ? // The attempt before has its name still reserved, or has created it since it was looked for.
      err(failure('unavailable', created.error.message))
    : created;
}
