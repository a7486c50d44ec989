import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/principal.ts';

/** Whether the principal may see what is in the project; else `permissionDenied`. */
export function mayView({ rights }: Principal, projectName: string): Result<void, Failure> {
  if (rights.canView(projectName)) return ok(undefined);
  return err(failure('permissionDenied', `you may not see the project ${projectName}`));
}

/** Whether the principal may change what is in the project; else `permissionDenied`; `what` is for people: `snapshots`. */
export function mayChange(
  { rights }: Principal,
  projectName: string,
  what: string,
): Result<void, Failure> {
  if (rights.canChange(projectName)) return ok(undefined);
  const message = `you may not change ${what} of the project ${projectName}`;
  return err(failure('permissionDenied', message));
}
