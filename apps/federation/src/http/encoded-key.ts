import type { PublicServiceKey } from '../keys/service-keys.ts';

/** `pubKey` of the reference: base64 of the PEM text. */
export const encodedKey = ({ publicKey }: Pick<PublicServiceKey, 'publicKey'>): string =>
  Buffer.from(publicKey).toString('base64');
