import { join } from 'node:path';
import { pino } from 'pino';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { createLogger } from '@asterism/server-kit/create-logger';
import { err, type Result } from '@asterism/api-types/common/result';
import { exitWith } from '@asterism/server-kit/start-failure';
import { makeDataDirectory } from './demo/data-directory.ts';
import { readDemoConfig, type DemoConfig } from './demo/demo-config.ts';
import { greeting } from './demo/greeting.ts';
import { isFree } from '@asterism/test-stack/free-ports';
import { startDemo, type Demo } from './demo/start-demo.ts';
import { endCommandsOnSignal, runCommand } from './lib/run-command.ts';
import { turbo } from './lib/workspace.ts';

const LOG_FILE = 'asterism.log';
const CLOSE_MS = 8_000;

const closers: (() => Promise<void>)[] = [];

/** Ends all parts that have started, the last one first. */
async function close(): Promise<void> {
  for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
}

async function start(config: DemoConfig): Promise<Result<Demo, string>> {
  const { dataDir, port } = config;
  const made = await makeDataDirectory(dataDir);
  if (!made.ok) return made;
  if (!(await isFree(port))) {
    return err(
      `Port ${port} is taken by another program; set ASTERISM_BFF_PORT to one that is free.`,
    );
  }
  console.log('Building the console ...');
  // Nothing of the servers: all of them run in this process, from their source.
  const build = await runCommand({ command: turbo('build', '@asterism/web'), minutes: 5 });
  if (!build.ok) return err(`The console could not be built:\n${build.output}`);
  return startDemo({
    config,
    log: createLogger({
      level: config.logLevel,
      destination: pino.destination(join(dataDir, LOG_FILE)),
    }),
    report: console.log,
    onStarted: (closer) => closers.push(closer),
  });
}

endCommandsOnSignal();
closeOnSignal({ close, withinMs: CLOSE_MS, onError: console.error });
const read = readDemoConfig(process.env);
if (!read.ok) exitWith(read.error);
const { config, warnings } = read.value;
for (const warning of warnings) console.warn(warning);
const demo = await start(config);
if (!demo.ok) {
  await close();
  exitWith({ message: demo.error });
}
console.log(greeting({ ...demo.value, dataDir: config.dataDir }));
