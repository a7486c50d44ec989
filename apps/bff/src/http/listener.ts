import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { HttpServer } from '@asterism/server-kit/http-server';
import { listen, type Address } from '@asterism/server-kit/listen';
import type { StartFailure } from '@asterism/server-kit/start-failure';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'this needs more rights',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
};

/** Has the server listen; the URL under which it can be reached. `what` listens is told when it cannot. */
export async function listenOn(
  { server }: HttpServer,
  address: Address,
  what = 'The console',
): Promise<Result<string, StartFailure>> {
  const listening = await listen(server, address);
  if (listening.ok) return ok(listening.value.url);
  const { host, port } = address;
  const reason = REASONS[listening.error] ?? listening.error;
  return err({ message: `${what} cannot listen on ${host}:${port}: ${reason}.` });
}
