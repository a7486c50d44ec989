import { once } from 'node:events';
import type { Server } from 'node:http';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';
import { codeOf, reasonOf } from './describe-error.ts';
import type { SettingName } from './settings/setting-names.ts';
import type { StartFailure } from './start-failure.ts';

export interface Address {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  /** `http://<host>:<port>` */
  readonly url: string;
}

/** What listens, as the error names it (`The console`), and the setting of its port. */
export interface ListenOptions {
  readonly title: string;
  readonly portSetting?: SettingName;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'this needs more rights',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
};

/** Starts to listen. The error names the address, and the setting that changes the port. */
export async function listen(
  server: Server,
  { host, port: wanted }: Address,
  { title, portSetting }: ListenOptions,
): Promise<Result<Listening, StartFailure>> {
  try {
    server.listen(wanted, host);
    await once(server, 'listening');
  } catch (error) {
    const code = codeOf(error) ?? '';
    const reason = REASONS[code] ?? reasonOf(error);
    const isTaken = code === 'EADDRINUSE' && portSetting !== undefined;
    const advice = isTaken ? `; set ${portSetting} to one that is free` : '';
    const endpoint = formatEndpoint({ host, port: wanted });
    return err({ message: `${title} cannot listen on ${endpoint}: ${reason}${advice}.` });
  }
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : wanted;
  return ok({ port, url: `http://${formatEndpoint({ host, port })}` });
}
