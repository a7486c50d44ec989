import type { Request, Response } from 'express';
import { forwardedHeaders, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { REQUEST_ID_HEADER } from '@asterism/server-kit/request-log';

/** The headers that tell the federation who sent a request, and the id of the request in the logs. */
export type ForwardedOf = (exchange: {
  readonly request: Request;
  readonly response: Response;
}) => Record<string, string>;

export const createForwardedOf =
  (proofKeys: BffProofKeys): ForwardedOf =>
  ({ request, response }) =>
    forwardedHeaders(proofKeys, {
      address: request.ip ?? '',
      requestId: String(response.getHeader(REQUEST_ID_HEADER)),
    });
