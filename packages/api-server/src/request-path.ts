import type { Request } from 'express';
import { pathParameters, type Operation } from '@asterism/api-types/common/operation';

/** What follows the question mark of a request. */
export const searchOf = (request: Request): string => {
  const at = request.originalUrl.indexOf('?');
  return at === -1 ? '' : request.originalUrl.slice(at + 1);
};

/**
 * Whether the parameters address nothing: a slash in one of them is an unknown path, and what follows a colon in the
 * last segment is a verb that no operation has (lightbits-api §1.2).
 */
export function areOdd(params: Readonly<Record<string, string>>, operation: Operation): boolean {
  const values = Object.values(params);
  if (values.some((value) => value.includes('/'))) return true;
  const endsInParameter = operation.path.endsWith('}') && operation.allowsColon !== true;
  return endsInParameter && values.at(-1)?.includes(':') === true;
}

/** Parameters go by position: two methods of one path may name them differently. */
export function paramsOf(request: Request, operation: Operation): Record<string, string> {
  return Object.fromEntries(
    pathParameters(operation.path).map((name, index) => [
      name,
      String(request.params[`p${index}`] ?? ''),
    ]),
  );
}

/** The paths of an operation, as Express has them. */
export function requestPaths(operation: Operation): string[] {
  let count = 0;
  const path = operation.path.replaceAll(/\{\w+\}/g, () => `:p${count++}`);
  return operation.byName === true ? [path, path.replace(/:\w+$/, '')] : [path];
}
