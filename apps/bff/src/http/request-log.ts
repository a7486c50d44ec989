import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import { pathOf } from './canonical-target.ts';
import { REQUEST_ID_HEADER } from './refuse.ts';

const levelOf = (status: number): 'info' | 'warn' => (status >= 500 ? 'warn' : 'info');

/**
 * One line for each request, and an id that the answer carries too. Neither headers nor the query are logged: no
 * secret can get into a line by way of them.
 */
export function requestLog(log: Logger): HttpLogger {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request.url ?? ''),
        from: request.socket.remoteAddress,
      }),
      res: (response: ServerResponse) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response) => levelOf(response.statusCode),
  });
}
