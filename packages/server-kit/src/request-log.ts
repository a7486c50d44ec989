import type { IncomingMessage, ServerResponse } from 'node:http';
import { stdSerializers, type Level, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';

export const REQUEST_ID_HEADER = 'X-Request-Id';

export interface RequestLogOptions {
  readonly log: Logger;
  /** The id of a request in all logs and in its response. */
  readonly requestIdOf: (request: IncomingMessage) => string;
  readonly levels: {
    /** Of reads that succeed, which the metrics count. */
    readonly read: Level;
    readonly answered: Level;
    readonly failed: Level;
  };
}

/** One line for each request. Neither headers nor the query are logged, because they may contain secrets. */
export interface RequestLog {
  /** Logs each request that passes through it, and gives it its id. */
  readonly middleware: HttpLogger;
  /** Logs a request that did not pass through it, once its response has closed. Its id must be set. */
  logClosed(request: IncomingMessage, response: ServerResponse, startedAt: number): void;
}

const pathOf = (target: string): string => target.split('?', 1).join('');

export function createRequestLog({ log, requestIdOf, levels }: RequestLogOptions): RequestLog {
  function levelOf({ method }: IncomingMessage, response: ServerResponse, error?: Error): Level {
    const { statusCode, writableFinished } = response;
    if (error !== undefined || statusCode >= 500) return levels.failed;
    const isRead = method === 'GET' || method === 'HEAD';
    return isRead && statusCode < 400 && writableFinished ? levels.read : levels.answered;
  }

  const middleware = pinoHttp({
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
    customLogLevel: levelOf,
  });
  return {
    middleware,
    logClosed: (request, response, startedAt) => {
      const responseTime = Math.round(performance.now() - startedAt);
      const outcome = response.writableFinished ? 'completed' : 'aborted';
      const line = { req: request, res: response, responseTime };
      middleware.logger[levelOf(request, response)](line, `request ${outcome}`);
    },
  };
}
