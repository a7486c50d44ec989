import { spawn, type ChildProcess } from 'node:child_process';
import { ROOT, toolEnvironment } from './workspace.ts';

export interface Command {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Minutes after which it is ended and counts as failed. */
  readonly minutes: number;
  /** Whether its output is shown as it comes; else it is only kept. */
  readonly live?: boolean;
}

export interface CommandOutcome {
  readonly ok: boolean;
  readonly seconds: number;
  /** What it wrote on stdout and stderr. */
  readonly output: string;
}

const COLOURS = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

const running = new Set<ChildProcess>();
let interrupted = false;

/** Ends a command with all processes that it started: it leads a process group of its own. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** Makes Ctrl-C and SIGTERM end the running command with all that it started, and fail those that would follow. */
export function endCommandsOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted = true;
      for (const child of running) end(child, 'SIGTERM');
      setTimeout(() => {
        for (const child of running) end(child, 'SIGKILL');
      }, 5000).unref();
    });
  }
}

/** Runs a command in the repository's folder. Never throws: what cannot be started has failed. */
export function runCommand(options: Command): Promise<CommandOutcome> {
  if (interrupted) return Promise.resolve({ ok: false, seconds: 0, output: 'Interrupted.' });
  const started = performance.now();
  const [program = '', ...args] = options.command;
  const chunks: string[] = [];
  const keep = (text: string): void => {
    chunks.push(text);
    if (options.live === true) process.stdout.write(text);
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      // Because of the pipe the command does not know that its output goes to a terminal.
      env: { ...toolEnvironment(), ...COLOURS, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    const deadline = setTimeout(() => {
      keep(`\nEnded after ${options.minutes} minutes.\n`);
      end(child, 'SIGKILL');
    }, options.minutes * 60_000);
    const finish = (ok: boolean): void => {
      clearTimeout(deadline);
      running.delete(child);
      const seconds = (performance.now() - started) / 1000;
      resolve({ ok, seconds, output: chunks.join('') });
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      keep(`${error.message}\n`);
      finish(false);
    });
    // What it leaves behind would hold the pipes open.
    child.once('exit', () => end(child, 'SIGKILL'));
    child.once('close', (code) => finish(code === 0));
  });
}
