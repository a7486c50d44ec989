import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Result } from '@asterism/api-types/common/result';
import { closeOnSignal } from './close-on-signal.ts';
import { createLogger } from './create-logger.ts';
import type { WithWarnings } from './settings/read-settings.ts';
import type { LogLevel } from './settings/setting-fields.ts';
import { exitWith, type StartFailure } from './start-failure.ts';

/** Time within which a server must close, once it has drained. */
const CLOSE_MS = 10_000;

/** The settings of every server. */
export interface ServerConfig {
  readonly logLevel?: LogLevel | undefined;
  /** How long the port stays open, with `/ready` failing, before the server closes. */
  readonly drainSeconds?: number | undefined;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What the process provides to the server that it runs. */
export interface ServerProcess {
  readonly log: Logger;
  /** Awaited when the server closes, while its port is still open. */
  readonly drained: () => Promise<void>;
}

export interface ServerProgram<C extends ServerConfig> {
  /** Its name in the log. */
  readonly name: string;
  readonly readConfig: () => Result<WithWarnings<C>, StartFailure>;
  readonly start: (
    config: C,
    process: ServerProcess,
  ) => Promise<Result<RunningServer, StartFailure>>;
}

/**
 * Runs a server for the lifetime of the process: reads its configuration, starts it, prints `{"url":…}` on standard
 * output, and closes it on a signal. When it cannot start, the process ends with one line and exit code 1.
 */
export async function runServer<C extends ServerConfig>(program: ServerProgram<C>): Promise<void> {
  const read = program.readConfig();
  if (!read.ok) exitWith(read.error);
  const { config, warnings } = read.value;
  const log = createLogger({ name: program.name, level: config.logLevel ?? 'info' });
  for (const warning of warnings) log.warn(warning);
  const drainMs = (config.drainSeconds ?? 0) * 1000;
  const started = await program.start(config, { log, drained: () => pause(drainMs) });
  if (!started.ok) exitWith(started.error);
  const server = started.value;
  closeOnSignal({
    close: () => server.close(),
    withinMs: drainMs + CLOSE_MS,
    onError: (error) => log.fatal({ err: error }, 'the process ends because of an error'),
  });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
}
