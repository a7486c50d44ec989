import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod/mini';
import { builtProgram } from '@asterism/server-kit/test-support/built-program';

/** What is run. */
interface Program {
  /** The file to start. */
  readonly main: string;
  /** The environment by the names that it knows. */
  readonly environmentOf?: (
    environment: Readonly<Record<string, string>>,
  ) => Record<string, string>;
}

const APP = join(import.meta.dirname, '../..');
/** A federation of these very sources that does several times a second what a release does every few seconds. */
export const QUICK_FEDERATION: Program = { main: join(import.meta.dirname, 'quick-main.ts') };

/** A federation in a process of its own. */
export interface FederationProcess {
  readonly pid: number;
  readonly url: string;
  /** All that it logs; there once it has ended. */
  readonly log: Promise<string>;
  /** Sends the signal and waits for the end: the exit code, or undefined when it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | undefined>;
}

export interface Environment {
  readonly ASTERISM_DATA_DIR: string;
  readonly [name: string]: string;
}

const readyLine = z.object({ url: z.string() });

/** It lives for seconds: to compile its embedded database a second time, for speed, would take a quarter of its CPU. */
const BRIEF = '--liftoff-only';

/** Where the processes of a run of `npm test` share what they have compiled, each version of Node in a folder there. */
const compileCache = getCompileCacheDir();

function run(given: Environment, program?: Program) {
  const { main, environmentOf }: Program = program ?? { main: builtProgram(APP, 'main') };
  const environment: Record<string, string> = {
    ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compileCache) }),
    ASTERISM_FEDERATION_PORT: '0',
    ASTERISM_LOG_LEVEL: 'warn',
    ASTERISM_DRAIN_SECONDS: '0',
    ...given,
  };
  return spawn(process.execPath, [BRIEF, main], {
    env: environmentOf?.(environment) ?? environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts one, of this release unless another program is given, and waits until it is ready. */
export async function startProcess(
  environment: Environment,
  program?: Program,
): Promise<FederationProcess> {
  const child = run(environment, program);
  const errors = text(child.stderr);
  const exit = once(child, 'exit');
  const answer: unknown[] = await Promise.race([once(child.stdout, 'data'), exit]);
  const [line] = answer;
  if (!Buffer.isBuffer(line)) throw new Error(`it ended: ${await errors}`);
  const { url } = readyLine.parse(JSON.parse(String(line)));
  return {
    pid: child.pid ?? 0,
    url,
    log: errors,
    async end(signal) {
      child.kill(signal);
      await exit;
      return child.exitCode ?? undefined;
    },
  };
}

/** Starts one that cannot: its exit code, and all that it says. */
export async function failToStart(
  environment: Environment,
): Promise<{ code: number | null; errors: string }> {
  const child = run(environment);
  const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, errors };
}
