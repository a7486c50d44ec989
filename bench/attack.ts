import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod/mini';

/** What somebody does to a server who has not signed in. */
export const ATTACKS = [
  'pipelining',
  'never reading',
  'broken-off downloads',
  'readiness',
] as const;
export type Attack = (typeof ATTACKS)[number];

const DOWNLOADS = 10_000;
const AT_ONCE = 50;

/** Not the address of those who are measured beside it. */
const ADDRESS = '127.0.0.2';

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: ADDRESS });
  socket.on('error', () => undefined);
  // Who is turned away at once is closed before it is connected.
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return socket;
}

/** Waits for the end of the connection, and no longer than this. */
async function closed(socket: Socket, ms: number): Promise<void> {
  const since = performance.now();
  while (!socket.closed && performance.now() - since < ms) await pause(20);
}

/** 16 connections, each sending 1,400 requests at once, again and again. */
async function pipeline(port: number, path: string, signal: AbortSignal): Promise<void> {
  const sendOn = async (): Promise<void> => {
    while (!signal.aborted) {
      const socket = await open(port);
      socket.resume();
      socket.write(request(path).repeat(1400));
      await closed(socket, 1000);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: 16 }, sendOn));
}

/** As many connections as one address may have, each asking for a page and reading nothing of it. */
async function neverRead(port: number, path: string, signal: AbortSignal): Promise<void> {
  const openConnection = async (): Promise<void> => {
    while (!signal.aborted) {
      const socket = await open(port);
      socket.pause();
      socket.write(request(path));
      while (!socket.closed && !signal.aborted) await pause(100);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: 250 }, openConnection));
}

async function breakOff(port: number, path: string): Promise<void> {
  let left = DOWNLOADS;
  const ask = async (): Promise<void> => {
    while (left-- > 0) {
      const socket = await open(port);
      socket.write(request(path));
      // Some go at once, some in the middle of the answer.
      if (left % 2 === 0)
        await Promise.race([once(socket, 'data').catch(() => undefined), pause(200)]);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
}

async function askReadiness(port: number, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const askOn = async (): Promise<void> => {
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        get({ port, host: '127.0.0.1', localAddress: ADDRESS, path: '/ready', agent }, (answer) => {
          answer.resume().once('close', resolve);
        }).once('error', () => resolve());
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  agent.destroy();
}

const order = z.object({
  attack: z.enum(ATTACKS),
  port: z.coerce.number(),
  path: z.string(),
  seconds: z.coerce.number(),
});

/** A program of its own, so that the work of attacking is not measured. */
async function main(): Promise<void> {
  const [attack, port, path, seconds] = process.argv.slice(2);
  const ordered = order.parse({ attack, port, path, seconds });
  const signal = AbortSignal.timeout(ordered.seconds * 1000);
  switch (ordered.attack) {
    case 'pipelining':
      return pipeline(ordered.port, ordered.path, signal);
    case 'never reading':
      return neverRead(ordered.port, ordered.path, signal);
    case 'broken-off downloads':
      return breakOff(ordered.port, ordered.path);
    case 'readiness':
      return askReadiness(ordered.port, signal);
  }
}

if (import.meta.main) await main();
