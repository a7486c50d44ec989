import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { closeOnSignal } from '@asterism/server-kit/close-on-signal';
import { exitWith } from '@asterism/server-kit/start-failure';
import { readDemoConfig } from './demo/demo-config.ts';
import { ROOT, toolEnvironment } from './lib/workspace.ts';

const CLOSE_MS = 8_000;

const read = readDemoConfig(process.env);
if (!read.ok) exitWith(read.error);
const bffUrl = `http://127.0.0.1:${read.value.config.port}`;

/** The demo, restarted when its code changes, and the console from vite, which reloads what changes in it. */
const children: readonly ChildProcess[] = [
  run(ROOT, process.execPath, '--watch', '--watch-preserve-output', 'tools/start.ts'),
  run(join(ROOT, 'apps/web'), 'vite'),
];

function run(cwd: string, program: string, ...args: readonly string[]): ChildProcess {
  return spawn(program, args, {
    cwd,
    env: { ...toolEnvironment(), BFF_URL: bffUrl },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function close(): Promise<void> {
  await Promise.all(children.map(end));
}

closeOnSignal({ close, withinMs: CLOSE_MS, onError: console.error });
