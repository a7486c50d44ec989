import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Ends a connection that is still open after what was sent before it. */
const LAST_REQUEST = 'GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';

/** Sends the very bytes, then a last plain request; everything that came back until the connection closed. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(bytes);
  socket.write(LAST_REQUEST);
  return text(socket);
}

/** The status of the first answer. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
