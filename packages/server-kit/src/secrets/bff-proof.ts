import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the BFF tells the federation of the request that it asks for. */
export interface ForwardedRequest {
  /** The client's address. */
  readonly address: string;
  readonly requestId: string;
}

/** Keys of BFF and federation: the first proves, each of them is believed. */
export type BffProofKeys = readonly [Uint8Array, ...Uint8Array[]];

const PROOF_HEADER = 'x-asterism-proof';

const proofOf = (key: Uint8Array, { address, requestId }: ForwardedRequest): string =>
  createHmac('sha256', key).update(`${address}\n${requestId}`).digest('base64url');

/** The headers that carry it, with a proof that they come from somebody who has the key. */
export const forwardedHeaders = (
  [key]: BffProofKeys,
  forwarded: ForwardedRequest,
): Record<string, string> => ({
  'x-forwarded-for': forwarded.address,
  'x-request-id': forwarded.requestId,
  [PROOF_HEADER]: proofOf(key, forwarded),
});

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a request carries with a good proof; undefined when it is anybody's word. */
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
