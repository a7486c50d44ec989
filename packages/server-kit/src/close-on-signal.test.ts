import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const PROGRAM = new URL('test-support/closing-process.ts', import.meta.url).pathname;

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += String(text)));
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  const says = (word: string) => expect.poll(() => output, { timeout: 20_000 }).toContain(word);
  return { child, ended, says, output: () => output };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a process that receives %s closes, whatever other signals follow, and exits with 0',
  async (signal) => {
    const process = run('60000');
    await process.says('running');
    process.child.kill(signal);
    await process.says('closing');
    process.child.kill('SIGINT');
    process.child.kill('SIGTERM');
    process.child.kill(signal);
    process.child.stdin.write('go on\n');
    expect(await process.ended).toBe(0);
    expect(process.output()).toBe('running\nclosing\nclosed\n');
  },
);

test('a process that cannot close in time exits with 1', async () => {
  const process = run('100');
  await process.says('running');
  process.child.kill('SIGTERM');
  expect(await process.ended).toBe(1);
  expect(process.output()).toContain('killed by timeout');
});

test('an uncaught error is reported, and the process closes and exits with 1', async () => {
  const process = run('60000', 'throw');
  await process.says('closing');
  process.child.stdin.write('go on\n');
  expect(await process.ended).toBe(1);
  expect(process.output()).toContain('error: Error: nobody caught this');
  expect(process.output()).toContain('closed');
});
