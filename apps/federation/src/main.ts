import { setTimeout as pause } from 'node:timers/promises';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { readConfig } from './config.ts';
import { startFederation } from './federation.ts';
import { createLog } from './log.ts';

const CLOSE_MS = 10_000;

/** Ends the process with one line that says why. */
function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const config = readConfig();
if (!config.ok) fail(config.error.message);
const log = createLog(config.value.logLevel ?? 'info');
const drainMs = (config.value.drainSeconds ?? 0) * 1000;
const federation = await startFederation({ ...config.value, drained: () => pause(drainMs), log });
if (!federation.ok) fail(federation.error.message);

closeOnSignal({
  close: () => federation.value.close(),
  withinMs: drainMs + CLOSE_MS,
  onError: (error) => log.fatal({ err: error }, 'the process ends because of an error'),
});
log.info({ passwordFile: federation.value.passwordFile }, 'made-up passwords are in passwordFile');
process.stdout.write(`${JSON.stringify({ url: federation.value.url })}\n`);
