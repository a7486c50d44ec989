import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where the next page of a list begins. */
export interface PagePosition {
  /** The page holds what comes after this one. */
  readonly after: number;
  /** How many have been listed before. */
  readonly listed: number;
}

/** Page tokens that only we can make, for one reader each. */
export interface PageTokens {
  /** Standard base64 (lightbits-api §2.9). */
  write(position: PagePosition, reader: string): string;
  /** Undefined when it is not one of ours, or somebody else's. */
  read(token: string, reader: string): PagePosition | undefined;
}

const POSITION_BYTES = 12;
const SIGNATURE_BYTES = 18;

export function createPageTokens(key: Buffer): PageTokens {
  const sign = (position: Buffer, reader: string): Buffer =>
    createHmac('sha256', key).update(position).update(reader).digest().subarray(0, SIGNATURE_BYTES);

  return {
    write({ after, listed }, reader) {
      const position = Buffer.alloc(POSITION_BYTES);
      position.writeBigUInt64BE(BigInt(after));
      position.writeUInt32BE(listed, 8);
      return Buffer.concat([position, sign(position, reader)]).toString('base64');
    },
    read(token, reader) {
      const bytes = Buffer.from(token, 'base64');
      if (bytes.length !== POSITION_BYTES + SIGNATURE_BYTES) return undefined;
      if (bytes.toString('base64') !== token) return undefined;
      const position = bytes.subarray(0, POSITION_BYTES);
      if (!timingSafeEqual(sign(position, reader), bytes.subarray(POSITION_BYTES)))
        return undefined;
      return { after: Number(position.readBigUInt64BE()), listed: position.readUInt32BE(8) };
    },
  };
}
