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

/** Whether a request says that a BFF forwards it. That alone proves nothing. */
export const isForwarded = (headers: Headers): boolean => headers[PROOF_HEADER] !== undefined;

const FEED_PROOF_HEADER = 'x-asterism-feed-proof';
/** How far the clocks of BFF and federation may be apart, and how long a proof can be used again. */
const FEED_PROOF_MS = 60_000;

/** Two line breaks: no address and request ID can be made to give the same text. */
const feedProofOf = (key: KeyObject, at: string): string =>
  createHmac('sha256', key).update(`event feed\n\n${at}`).digest('base64url');

/** The header by which the BFF opens the feed of all events: a proof that the sender has the key now. */
export const feedProofHeader = ([key]: BffProofKeys, now: number): Record<string, string> => ({
  [FEED_PROOF_HEADER]: `${now}.${feedProofOf(key, String(now))}`,
});

/** Whether a request comes from somebody who had the key a moment ago. */
export function hasFeedProof(keys: BffProofKeys, headers: Headers, now: number): boolean {
  const { [FEED_PROOF_HEADER]: proof } = headers;
  const [, at = '', given = ''] =
    typeof proof === 'string' ? (/^(\d{1,15})\.([\w-]{43})$/.exec(proof) ?? []) : [];
  if (at === '' || Math.abs(now - Number(at)) > FEED_PROOF_MS) return false;
  return keys.some((key) => timingSafeEqual(Buffer.from(given), Buffer.from(feedProofOf(key, at))));
}
