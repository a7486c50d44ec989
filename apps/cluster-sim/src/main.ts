import type { Logger } from 'pino';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { createLogger } from '@asterism/server-kit/create-logger';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { exitWith } from '@asterism/server-kit/start-failure';
import { readOptions, USAGE } from './options.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';

const EXIT_USAGE = 2;
const CLOSE_MS = 5000;

async function start(options: SimulatorOptions, log: Logger): Promise<Simulator> {
  try {
    return await startSimulator({ ...options, log });
  } catch (error) {
    return exitWith({ message: reasonOf(error) });
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options.ok) exitWith({ message: `${options.error} (see --help)` }, EXIT_USAGE);
  if (options.value === 'help') return void process.stdout.write(`${USAGE}\n`);
  const log = createLogger({ name: 'cluster-sim', level: 'info' });
  const simulator = await start(options.value, log);
  closeOnSignal({
    close: () => simulator.close(),
    withinMs: CLOSE_MS,
    onError: (error) => log.fatal({ err: error }, 'the process ends because of an error'),
  });
  for (const { apiEndpoint, clusterUUID, fingerprint256, adminJwt } of simulator.clusters) {
    const line = JSON.stringify({ apiEndpoint, clusterUUID, fingerprint256, adminJwt });
    process.stdout.write(`${line}\n`);
  }
  if (simulator.controlUrl !== undefined) {
    process.stderr.write(`control API: ${simulator.controlUrl}\n`);
  }
}

await main();
