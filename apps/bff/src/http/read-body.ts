import express, { type Request, type Response } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { refusal } from './refuse.ts';

/** Maximum size of a body, in bytes. */
const BODY_LIMIT = 64 * 1024;

const readRaw = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;

function unreadable(error: unknown): Failure {
  switch (statusOf(error)) {
    case 413:
      return refusal(413, 'invalidArgument', `The body is larger than ${BODY_LIMIT} bytes.`);
    case 415:
      return refusal(415, 'invalidArgument', 'The body must not be compressed.');
    default:
      return failure('invalidArgument', 'The body could not be read.');
  }
}

function decode(bytes: Buffer): Result<string, Failure> {
  try {
    return ok(decoder.decode(bytes));
  } catch {
    return err(failure('invalidArgument', 'The body is not UTF-8.'));
  }
}

/** The whole body as text, or an empty text. Its length must be known and at most 64 KiB. */
export function readBody(request: Request, response: Response): Promise<Result<string, Failure>> {
  return new Promise((resolve) => {
    readRaw(request, response, (error: unknown) => {
      if (error !== undefined) return resolve(err(unreadable(error)));
      const body: unknown = request.body;
      return resolve(Buffer.isBuffer(body) ? decode(body) : ok(''));
    });
  });
}

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Whether the request declares its body as JSON in UTF-8. */
export const isJson = (request: Request): boolean =>
  JSON_TYPE.test(request.get('content-type') ?? '');
