import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorBody, Failure } from '@asterism/api-types/common/failure';
import { REQUEST_ID_HEADER } from '@asterism/server-kit/request-log';
import { refusal, refuse } from './refuse.ts';
import { setSecurityHeaders, type SecurityHeaders } from './security-headers.ts';

/** Responds on the bare socket, where there is no response object, and closes it. */
function answerRaw(socket: Duplex, failed: Failure, headers: SecurityHeaders): void {
  if (!socket.writable) return void socket.destroy();
  const requestId = randomUUID();
  const { message, code, status } = failed;
  const body: ErrorBody = { error: message, code, message, requestId };
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${String(value)}`),
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'Content-Type: application/json',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

const TOO_LATE = 'ERR_HTTP_REQUEST_TIMEOUT';

/**
 * Closes a connection on which nothing was asked in time; there is nothing to respond to. After this process stood still
 * there may be a request on it that was not read yet, which is served: browsers open connections before they need them.
 */
function closeUnlessAsked(socket: Socket): void {
  // What has arrived is read before that.
  setImmediate(() => {
    if (socket.bytesRead === 0) socket.destroy();
  });
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

function unreadable(error: Error): Failure {
  switch (codeOf(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return refusal(431, 'invalidArgument', 'The headers are too large.');
    case TOO_LATE:
      return refusal(408, 'canceled', 'The request took too long to arrive.');
    default:
      return refusal(400, 'invalidArgument', 'The request is not valid HTTP.');
  }
}

/** A refusal with the headers that Express adds to other responses. */
export const refuseWhole =
  (headers: SecurityHeaders) =>
  (response: ServerResponse, failed: Failure): void => {
    response.setHeader(REQUEST_ID_HEADER, randomUUID());
    setSecurityHeaders(response, headers);
    refuse(response, failed);
  };

/** Responses to what Node does not pass to Express: invalid HTTP, and upgrades, which are not supported. */
export function addRawAnswers(server: Server, headers: SecurityHeaders): void {
  server.on('clientError', (error: Error, socket: Duplex) => {
    const code = codeOf(error);
    if (code === 'ECONNRESET') socket.destroy();
    else if (code === TOO_LATE && socket instanceof Socket && socket.bytesRead === 0) {
      closeUnlessAsked(socket);
    } else answerRaw(socket, unreadable(error), headers);
  });
  server.on('upgrade', (_request, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    const failed = refusal(426, 'unimplemented', 'This server speaks HTTP/1.1 and nothing else.');
    answerRaw(socket, failed, [...headers, ['Upgrade', 'HTTP/1.1']]);
  });
}
