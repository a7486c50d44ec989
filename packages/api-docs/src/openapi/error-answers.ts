import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { errorBody } from '@asterism/api-types/common/failure';

/** What each documented error status means on this wire; the code in the body tells more (lightbits-api §1.4). */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is invalid, or the state of the object does not allow it (code 3, 9 or 11).',
  401: 'Not signed in, or the credentials are wrong, expired or revoked (code 16).',
  403: 'Your roles do not allow this (code 7).',
  404: 'It does not exist, or you may not see it (code 5).',
  409: 'The name is taken (code 6), or another change is under way (code 10).',
  412: 'If-Match is not the current ETag: the object was modified (code 9).',
  500: 'The server failed (code 13).',
  501: 'The cluster cannot do this (code 12).',
  503: 'Temporarily unavailable: a transitional state, or a cluster that does not answer (code 14). Try again.',
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
