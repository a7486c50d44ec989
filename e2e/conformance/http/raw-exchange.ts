import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { objectIn, type Answer } from './send.ts';

/** The longest that any answer is waited for, in milliseconds. */
const DEADLINE_MS = 40_000;

/** What follows the interim answers (`100 Continue`) in what a server sent. */
const withoutInterim = (text: string): string =>
  text.replace(/^(HTTP\/1\.1 1\d\d [^]*?\r\n\r\n)+/, '');

/** Whether all of a body has come; without a length it ends with the connection. */
const isWhole = (headers: Readonly<Record<string, string>>, body: Buffer): boolean =>
  headers['transfer-encoding'] === 'chunked'
    ? body.toString('latin1').endsWith('0\r\n\r\n')
    : body.length >= Number(headers['content-length'] ?? Infinity);

/** The answer in what a server sent so far; undefined while it is not whole. Chunks are left as they are. */
function answerIn(bytes: Buffer, hasEnded: boolean): Answer | undefined {
  const sent = withoutInterim(bytes.toString('latin1'));
  const end = sent.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = sent.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = Buffer.from(sent.slice(end + 4), 'latin1');
  if (!hasEnded && !isWhole(headers, body)) return undefined;
  const text = body.toString('utf8');
  return { status: Number(first.split(' ')[1]), headers, text, json: objectIn(text) };
}

function connect({ protocol, hostname, port }: URL): Socket {
  const address = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  // As the vendor's clients do: the certificate of a Lightbits API names no host (lightbits-api §3).
  return protocol === 'https:'
    ? connectTls({ ...address, rejectUnauthorized: false })
    : connectTcp(address);
}

/** Sends the very bytes over a connection of their own; the server's first answer, or all of it when `untilClosed`. */
export function rawExchange(
  baseUrl: string,
  bytes: string,
  { untilClosed = false }: { readonly untilClosed?: boolean } = {},
): Promise<Answer> {
  const socket = connect(new URL(baseUrl));
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const chunks: Buffer[] = [];
  const settle = (hasEnded: boolean): void => {
    const answer = answerIn(Buffer.concat(chunks), hasEnded);
    if (answer !== undefined) resolve(answer);
    else if (hasEnded) reject(new Error('The connection was closed without an answer.'));
  };
  socket.setTimeout(DEADLINE_MS, () => reject(new Error(`No answer in ${DEADLINE_MS} ms.`)));
  socket.on('error', reject);
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (!untilClosed) settle(false);
  });
  socket.on('end', () => settle(true));
  socket.write(bytes);
  return promise.finally(() => socket.destroy());
}
