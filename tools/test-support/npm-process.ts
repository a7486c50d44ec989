import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { ROOT } from '../lib/workspace.ts';

/** A command, mostly of npm, as a process in a group of its own. */
export interface NpmProcess {
  /** Waits until its stdout matches. Fails with what it has written when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it as an operator would, by a signal to npm alone, and waits until npm has ended. */
  stop(): Promise<void>;
  /** Waits until it has ended by itself. */
  ended(): Promise<{ readonly code: number | null; readonly stderr: string }>;
  /** Whether anything runs still of all that it has started. */
  isLeft(): boolean;
  /** Ends whatever runs still, at once. */
  kill(): void;
}

export interface NpmStart {
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Of a test run, a person's shell has neither the variables nor the programs of the project. */
function shellEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(npm_(lifecycle|package)_|VITEST|NODE_ENV$|TEST$)/.test(name)
      ? []
      : [[name, value] as const],
  );
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const path = folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

/** Starts a command as a person does in a shell. */
export function startNpm({ command, cwd = ROOT, env = {} }: NpmStart): NpmProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...shellEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  const exited = once(child, 'exit');
  const closed = once(child, 'close');

  const signalGroup = (signal: NodeJS.Signals | 0): boolean => {
    if (child.pid === undefined) return false;
    try {
      return process.kill(-child.pid, signal);
    } catch {
      return false;
    }
  };
  return {
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(output.stdout);
        if (match !== null) return match;
        const more = once(child.stdout, 'data').then(() => true);
        if (await Promise.race([more, closed.then(() => false)])) continue;
        throw new Error(`${command.join(' ')} has ended: ${output.stdout}${output.stderr}`);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      // Not until its output is closed: what it has left behind may hold that open.
      await exited;
    },
    async ended() {
      await closed;
      return { code: child.exitCode, stderr: output.stderr };
    },
    isLeft: () => signalGroup(0),
    kill: () => void signalGroup('SIGKILL'),
  };
}
