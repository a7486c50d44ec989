import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '@asterism/server-kit/test-support/built-program';
import { REPO_ROOT } from './repo-root.ts';

/** One app of the stack, as a process of its own. */
export interface AppProcess {
  readonly pid: number;
  /** What it has written on stdout so far. */
  stdout(): string;
  hasEnded(): boolean;
  /** Ends it as an operator would, and waits until it has ended. */
  stop(): Promise<void>;
  /** Freezes it: its connections stay open, and nothing answers. */
  pause(): void;
  resume(): void;
  /** Ends it as a crash would: kill -9. */
  kill(): Promise<void>;
}

export interface AppStart {
  readonly app: 'cluster-sim' | 'federation' | 'bff';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where its log goes: the log of a start is added to those before. */
  readonly logFolder: string;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const running = new Set<ChildProcess>();
// Nothing outlives a test run that breaks off in the middle of a start.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts an app as the npm script of its name does: what `npm run build` has made of it. */
export function startApp({ app, args = [], env = {}, logFolder }: AppStart): AppProcess {
  const main = builtProgram(join(REPO_ROOT, 'apps', app), 'main');
  const child = spawn(process.execPath, [main, ...args], {
    cwd: REPO_ROOT,
    env: { ...process.env, NODE_ENV: 'production', ASTERISM_DRAIN_SECONDS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.pipe(createWriteStream(join(logFolder, `${app}.log`), { flags: 'a' }));
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => end(child, 'SIGTERM'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end(child, 'SIGKILL'),
  };
}
