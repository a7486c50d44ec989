import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const node = (script: string) => [process.execPath, '--eval', script];

describe('a command', () => {
  it('has ended well when it says so, and its output is kept', async () => {
    const command = node('console.log("out"); console.error("err")');
    const outcome = await runCommand({ command, minutes: 1 });
    expect(outcome.ok).toBe(true);
    expect(outcome.output).toContain('out');
    expect(outcome.output).toContain('err');
  });

  it('has failed when it ends with another exit code', async () => {
    expect((await runCommand({ command: node('process.exit(3)'), minutes: 1 })).ok).toBe(false);
  });

  it('has failed when it cannot be started', async () => {
    expect((await runCommand({ command: ['no-such-program'], minutes: 1 })).ok).toBe(false);
  });

  it('is ended when its time is up, with what it started', async () => {
    const server = `
      const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
        console.log(server.address().port);
      })`;
    const script = `
      require('node:child_process').spawn(
        process.execPath, ['--eval', ${JSON.stringify(server)}], { stdio: 'inherit' })
      setInterval(() => {}, 1000)`;
    // Long enough for both to have started.
    const outcome = await runCommand({ command: node(script), minutes: 0.1 });
    expect(outcome.ok).toBe(false);
    const port = Number(outcome.output.split('\n')[0]);
    expect(port).toBeGreaterThan(1);
    await expect.poll(() => listens(port)).toBe(false);
  });
});

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
