import type { IncomingMessage, ServerResponse } from 'node:http';
import { stdSerializers, type Level, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';

export const REQUEST_ID_HEADER = 'X-Request-Id';

export interface RequestLogOptions {
  readonly log: Logger;
  /** The id of a request in all logs and in its response. */
  readonly requestIdOf: (request: IncomingMessage) => string;
  readonly levels: { readonly answered: Level; readonly failed: Level };
}

const pathOf = (target: string): string => target.split('?', 1).join('');

/**
 * One line for each request. Neither headers nor the query are logged, because they may contain secrets.
 */
export const createRequestLog = ({ log, requestIdOf, levels }: RequestLogOptions): HttpLogger =>
  pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const id = requestIdOf(request);
      response.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      err: stdSerializers.err,
      req: (request: IncomingMessage) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request.url ?? ''),
        from: request.socket.remoteAddress,
      }),
      res: (response: ServerResponse) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? levels.failed : levels.answered,
  });
