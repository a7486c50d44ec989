import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** A last request that closes a connection that is still open. */
const LAST_REQUEST = 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

/** Sends exactly these bytes, which must make the server close the connection; returns everything received. */
export async function sendClosing(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(bytes);
  return text(socket);
}

/** Sends exactly these bytes, then a plain request that closes the connection; returns everything received. */
export const sendRaw = (port: number, bytes: string | Buffer): Promise<string> =>
  sendClosing(port, Buffer.concat([Buffer.from(bytes), Buffer.from(LAST_REQUEST)]));

/** The status of the first response. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
