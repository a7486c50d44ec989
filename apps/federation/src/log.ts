import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import { REQUEST_ID_HEADER, type RequestOrigins } from './http/request-origin.ts';

const STDERR = 2;

/** JSON lines on standard error; secrets are kept out of them. */
export const createLog = (
  level: string,
  destination: DestinationStream = pino.destination(STDERR),
): Logger =>
  pino(
    {
      level,
      name: 'federation',
      redact: {
        paths: ['password', 'token', 'idToken', 'authorization', '*.password', '*.token'],
        censor: '[secret]',
      },
    },
    destination,
  );

const pathOf = (url: string | undefined): string => url?.split('?', 1)[0] ?? '';

/** One line for each request. No header is written: credentials come in several. */
export const createHttpLog = (logger: Logger, origins: RequestOrigins): HttpLogger =>
  pinoHttp({
    logger,
    genReqId: (request, response) => {
      const id = origins.requestIdOf(request);
      response.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    quietReqLogger: true,
    serializers: {
      err: stdSerializers.err,
      req: (request: { id: unknown; method: string; url: string; remoteAddress: string }) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request.url),
        from: request.remoteAddress,
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) => {
      if (error !== undefined || response.statusCode >= 500) return 'error';
      return 'debug';
    },
  });
