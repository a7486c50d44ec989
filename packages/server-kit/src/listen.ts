import { once } from 'node:events';
import type { Server } from 'node:http';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';

export interface Address {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  /** `http://<host>:<port>` */
  readonly url: string;
}

/** Starts to listen; the error is the system's code, such as `EADDRINUSE`. */
export async function listen(server: Server, address: Address): Promise<Result<Listening, string>> {
  try {
    server.listen(address.port, address.host);
    await once(server, 'listening');
  } catch (error) {
    return err(error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  return ok({ port, url: `http://${formatEndpoint({ host: address.host, port })}` });
}
