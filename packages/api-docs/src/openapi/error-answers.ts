import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { errorBody } from '@asterism/api-types/common/failure';

/** What each documented error status means on this wire; the code in the body tells more (lightbits-api §1.4). */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is not valid, or the state of the thing does not allow it (code 3, 9 or 11).',
  401: 'Nobody is signed in, or the credentials are wrong, expired or withdrawn (code 16).',
  403: 'The roles of the caller do not allow this (code 7).',
  404: 'There is no such thing, or none that the caller may see (code 5).',
  409: 'The name is taken (code 6), or another change is under way (code 10).',
  412: 'If-Match is not the current ETag: somebody changed it first (code 9).',
  500: 'The server failed (code 13).',
  501: 'The cluster cannot do this (code 12).',
  503: 'Not now: a temporary state, or a cluster that does not answer (code 14). Try again.',
};

const answer = (id: string, description: string): ZodOpenApiResponseObject => ({
  id,
  description,
  content: { 'application/json': { schema: errorBody } },
});

const ANSWERS = new Map(
  Object.entries(MEANINGS).map(([status, meaning]) => [
    Number(status),
    answer(`Error${status}`, meaning),
  ]),
);

/** The answer to every error whose status is not documented by itself. */
export const DEFAULT_ANSWER = answer(
  'ErrorDefault',
  'Any other error, such as 408, 413, 429 or 504; code is the gRPC status.',
);

/** The answer with a documented error status: one object for each, which becomes one component of a document. */
export const errorAnswer = (status: number): ZodOpenApiResponseObject =>
  ANSWERS.get(status) ?? DEFAULT_ANSWER;
