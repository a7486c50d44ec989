import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What the BFF tells the federation about the origin of a request. */
export interface ForwardedRequest {
  /** The client's address. */
  readonly address: string;
  readonly requestId: string;
}

/** Keys shared by BFF and federation: the first one signs, and all of them verify. */
export type BffProofKeys = readonly [KeyObject, ...KeyObject[]];

const PROOF_HEADER = 'x-asterism-proof';

const proofOf = (key: KeyObject, { address, requestId }: ForwardedRequest): string =>
  createHmac('sha256', key).update(`${address}\n${requestId}`).digest('base64url');

/** The headers with these values, and a proof that the sender has the key. */
export const forwardedHeaders = (
  [key]: BffProofKeys,
  forwarded: ForwardedRequest,
): Record<string, string> => ({
  'x-forwarded-for': forwarded.address,
  'x-request-id': forwarded.requestId,
  [PROOF_HEADER]: proofOf(key, forwarded),
});

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The values of a request with a valid proof; undefined without one. */
export function provenForwarded(
  keys: BffProofKeys,
  headers: Headers,
): ForwardedRequest | undefined {
  const { 'x-forwarded-for': address, 'x-request-id': requestId, [PROOF_HEADER]: proof } = headers;
  if (typeof address !== 'string' || typeof requestId !== 'string') return undefined;
  if (typeof proof !== 'string') return undefined;
  const given = Buffer.from(proof);
  const isProven = keys.some((key) => {
    const expected = Buffer.from(proofOf(key, { address, requestId }));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isProven ? { address, requestId } : undefined;
}
