/** The encodings of answers, best first: at these levels zstd takes half the time of brotli for the same bytes. */
export const ENCODINGS = ['zstd', 'br'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const isGood = (weight: string | undefined): boolean => Number(weight ?? 1) > 0;

function takes(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((part) => {
    const [name, weight] = part.toLowerCase().split(/;\s*q=/);
    return name?.trim() === encoding && isGood(weight);
  });
}

/** The best encoding that an `Accept-Encoding` names; undefined for none. */
export const chosenEncoding = (accepted: string | undefined): Encoding | undefined =>
  accepted === undefined ? undefined : ENCODINGS.find((encoding) => takes(accepted, encoding));

/** Whether an `If-None-Match` names the ETag. Weak or not is the same for it (RFC 9110, 13.1.2). */
export const isKnownTo = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
