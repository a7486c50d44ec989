import { setTimeout as pause } from 'node:timers/promises';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { exitWith } from '@asterism/server-kit/start-failure';
import { readConfig } from './config.ts';
import { startFederation } from './federation.ts';
import { createLog } from './log.ts';

const CLOSE_MS = 10_000;

const read = readConfig();
if (!read.ok) exitWith(read.error);
const { config, warnings } = read.value;
const log = createLog(config.logLevel ?? 'info');
for (const warning of warnings) log.warn(warning);
const drainMs = (config.drainSeconds ?? 0) * 1000;
const federation = await startFederation({ ...config, drained: () => pause(drainMs), log });
if (!federation.ok) exitWith(federation.error);

closeOnSignal({
  close: () => federation.value.close(),
  withinMs: drainMs + CLOSE_MS,
  onError: (error) => log.fatal({ err: error }, 'the process ends because of an error'),
});
log.info({ passwordFile: federation.value.passwordFile }, 'made-up passwords are in passwordFile');
process.stdout.write(`${JSON.stringify({ url: federation.value.url })}\n`);
