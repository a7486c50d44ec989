import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { startBff } from './bff.ts';
import { readConfig } from './config.ts';
import { exitWith } from '@asterism/server-kit/start-failure';

const CLOSE_MS = 10_000;

const read = readConfig();
if (!read.ok) exitWith(read.error);
const { config, warnings } = read.value;
const log = pino({ name: 'bff', level: config.logLevel }, pino.destination(2));
for (const warning of warnings) log.warn(warning);

const drainMs = config.drainSeconds * 1000;
const bff = await startBff({ ...config, drained: () => pause(drainMs), log });
if (!bff.ok) exitWith(bff.error);
const { url, metricsUrl } = bff.value;
if (metricsUrl !== undefined) log.info({ metricsUrl }, 'the metrics are served');
process.stdout.write(`${JSON.stringify({ url })}\n`);

closeOnSignal({
  close: () => bff.value.close(),
  withinMs: drainMs + CLOSE_MS,
  onError: (error) => log.fatal({ err: error }, 'the process ends because of an error'),
});
