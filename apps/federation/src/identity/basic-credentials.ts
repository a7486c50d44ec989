/** A name and a password, as HTTP Basic carries them. */
export interface BasicCredentials {
  readonly name: string;
  readonly password: string;
}

const BYTES_MAX = 2048;

/** Reads the credentials of an `Authorization: Basic` header (or of a bare base64 `api_key`); undefined when malformed. */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '') ?? [];
  if (encoded === undefined || encoded.length > BYTES_MAX) return undefined;
  const text = new TextDecoder().decode(Buffer.from(encoded, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 1 || text.includes('\0') || text.includes('\uFFFD')) return undefined;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
