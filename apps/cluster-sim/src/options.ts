import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Living, SimulatorOptions } from './simulator.ts';

export const USAGE = `Simulates Lightbits clusters.

Usage: npm run sim -- [options]

  --clusters N        how many clusters (default 1)
  --volumes N[,N…]    volumes of each cluster at the start; a list gives each its own (default 1000)
  --seed N            the same seed gives the same clusters and volumes (default 7)
  --port N            port of the first cluster, the others follow; 0 takes free ones (default 9443)
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --control-port N    port of the control API on 127.0.0.1; 0 takes a free one (default: none)
  --data DIR          keep keys and changes there over restarts (default: forget)
  --living            hosts read and write, volumes fill (default: nothing happens by itself)
  --time-factor N     their time goes N times as fast (default 1; needs --living)
  --from TIME         when their time starts, such as 2026-11-24T08:00:00Z (default: now; needs --living)
  --creating-ms N     how long a volume is Creating (default 2000)
  --help              show this

Prints one JSON line for each cluster, then serves until SIGTERM or Ctrl-C.`;

const MOST = {
  clusters: 256,
  volumes: 1_000_000,
  port: 65_535,
  ms: 3_600_000,
  factor: 100_000,
  seed: 2 ** 32 - 1,
};

/** A mistake on the command line, in one line. */
class UsageError extends Error {}

function wholeNumber(option: string, text: string, most: number, least = 0): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `--${option} must be a whole number from ${least} to ${most}, not "${text}"`,
  );
}

function readLiving(values: {
  readonly 'time-factor'?: string | undefined;
  readonly from?: string | undefined;
}): Living {
  const { 'time-factor': factor, from } = values;
  const start = from === undefined ? undefined : Date.parse(from);
  if (Number.isNaN(start)) {
    throw new UsageError(`--from must be a time such as 2026-11-24T08:00:00Z, not "${from}"`);
  }
  return {
    from: start,
    timeFactor:
      factor === undefined ? undefined : wholeNumber('time-factor', factor, MOST.factor, 1),
  };
}

function read(args: readonly string[]): SimulatorOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clusters: { type: 'string', default: '1' },
      volumes: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '7' },
      port: { type: 'string', default: '9443' },
      host: { type: 'string', default: '127.0.0.1' },
      'control-port': { type: 'string' },
      data: { type: 'string' },
      'creating-ms': { type: 'string' },
      living: { type: 'boolean', default: false },
      'time-factor': { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  for (const option of ['time-factor', 'from'] as const) {
    if (values[option] !== undefined && !values.living) {
      throw new UsageError(`--${option} needs --living`);
    }
  }
  const { 'control-port': controlPort, 'creating-ms': creatingMs } = values;
  const clusters = wholeNumber('clusters', values.clusters, MOST.clusters, 1);
  const port = wholeNumber('port', values.port, MOST.port);
  if (port + clusters - 1 > MOST.port) {
    throw new UsageError(`--port ${port} leaves no ports for ${clusters} clusters`);
  }
  return {
    clusters,
    volumes: values.volumes.split(',').map((text) => wholeNumber('volumes', text, MOST.volumes)),
    seed: wholeNumber('seed', values.seed, MOST.seed),
    port,
    host: values.host,
    ...(controlPort === undefined
      ? {}
      : { controlPort: wholeNumber('control-port', controlPort, MOST.port) }),
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    ...(values.living ? { living: readLiving(values) } : {}),
    ...(creatingMs === undefined
      ? {}
      : { timing: { creatingMs: wholeNumber('creating-ms', creatingMs, MOST.ms) } }),
  };
}

/** Reads the command line: the options, a wish for help, or one line on what is wrong with it. */
export function readOptions(args: readonly string[]): Result<SimulatorOptions | 'help', string> {
  try {
    return ok(read(args));
  } catch (error) {
    // parseArgs throws a TypeError for what it does not know.
    if (error instanceof UsageError || error instanceof TypeError) {
      return err(error.message.split('\n')[0] ?? '');
    }
    throw error;
  }
}
