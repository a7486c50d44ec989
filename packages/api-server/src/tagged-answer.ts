import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, zstdCompressSync } from 'node:zlib';
import { chosenEncoding, ENCODINGS, isKnownTo, type Encoding } from './answer-encoding.ts';

/** Shorter answers fit in a packet as they are. */
const COMPRESSED_FROM = 1024;

/** The cheapest levels: others save at most a twentieth of the bytes, for several times the work. */
const COMPRESS: Record<Encoding, (json: Uint8Array) => Buffer> = {
  zstd: (json) => zstdCompressSync(json, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  br: (json) =>
    brotliCompressSync(json, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 2,
        [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
      },
    }),
};

/** An answer in the bytes of one encoding. */
interface Variant {
  readonly bytes: Uint8Array;
  /** Strong, so it differs by encoding. */
  readonly etag: string;
  readonly encoding: Encoding | undefined;
}

/** An answer as JSON, with an ETag of its content; it is encoded once for all who get it. */
export class TaggedAnswer {
  readonly json: Uint8Array;
  readonly #tag: string;
  readonly #variants = new Map<Encoding | undefined, Variant>();

  constructor(json: Uint8Array) {
    this.json = json;
    this.#tag = hash('sha256', json, 'base64url').slice(0, 27);
  }

  #etag(encoding: Encoding | undefined): string {
    return encoding === undefined ? `"${this.#tag}"` : `"${this.#tag}-${encoding}"`;
  }

  /** The bytes in the best encoding that an `Accept-Encoding` names. */
  variant(accepted: string | undefined): Variant {
    const encoding = this.json.length < COMPRESSED_FROM ? undefined : chosenEncoding(accepted);
    const known = this.#variants.get(encoding);
    if (known !== undefined) return known;
    const bytes = encoding === undefined ? this.json : COMPRESS[encoding](this.json);
    const variant = { bytes, etag: this.#etag(encoding), encoding };
    this.#variants.set(encoding, variant);
    return variant;
  }

  /** Whether the ETag is that of one of its variants. */
  has(etag: string): boolean {
    return [undefined, ...ENCODINGS].some((encoding) => this.#etag(encoding) === etag);
  }
}

const encodingsOf = ({ headers }: IncomingMessage): string | undefined =>
  headers['accept-encoding']?.toString();

/** Answers with the answer, or with 304 when the client has it. */
export function replyTagged(
  request: IncomingMessage,
  response: ServerResponse,
  answer: TaggedAnswer,
): void {
  const { bytes, etag, encoding } = answer.variant(encodingsOf(request));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', etag);
  if (isKnownTo(request.headers['if-none-match'], etag)) {
    response.statusCode = 304;
    return void response.end();
  }
  response.statusCode = 200;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding);
  response.end(bytes);
}
