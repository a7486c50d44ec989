import type { ApiError } from '@asterism/api-types/client/api-error';
import type { ApiResult } from '@asterism/api-types/client/client';

/** An {@link ApiError} that can be thrown, for TanStack Query, which knows errors only as such. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.message);
    this.error = error;
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiFailure;
  }
}

/** The value of a result; throws an {@link ApiFailure} when there is none. */
export async function valueOf<T>(result: Promise<ApiResult<T>>): Promise<T> {
  const settled = await result;
  if (settled.ok) return settled.value;
  throw new ApiFailure(settled.error);
}
