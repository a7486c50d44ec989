import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { PASSWORDS, startStack } from '@asterism/test-stack/stack';
import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { ATTACKS, type Attack } from './attack.ts';
import type { Figure } from './measure.ts';

const SECONDS = 5;
const MEMORY_BUDGET_MIB = 64;
const SLOWDOWN_BUDGET = 3;
const SETTLE_MS = 3000;
const PROGRAM = new URL('attack.ts', import.meta.url).pathname;

interface Target {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** A large file that everybody may load. */
  readonly file: string;
  /** One request of somebody who is signed in. */
  readonly read: () => Promise<void>;
}

const mib = (pid: number): number => {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
};
const descriptors = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** The slowest but one in a hundred of one reader's requests until `over`, in milliseconds. */
async function p99(target: Target, over: Promise<unknown>): Promise<number> {
  const ending = new AbortController();
  void over.finally(() => ending.abort());
  const times: number[] = [];
  while (!ending.signal.aborted) {
    const begun = performance.now();
    await target.read();
    times.push(performance.now() - begun);
    await pause(5);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** The most memory that the process has until `over`, in MiB. */
async function mostMemory(pid: number, over: Promise<unknown>): Promise<number> {
  let most = mib(pid);
  const watch = setInterval(() => (most = Math.max(most, mib(pid))), 100);
  await over.finally(() => clearInterval(watch));
  return most;
}

async function suffer(target: Target, attack: Attack, seconds: number): Promise<Figure[]> {
  const idle = await p99(target, pause(seconds * 1000));
  const before = { memory: mib(target.pid), descriptors: descriptors(target.pid) };
  const { port } = new URL(target.url);
  const attacker = spawn(
    process.execPath,
    [PROGRAM, attack, port, attack === 'pipelining' ? '/docs' : target.file, String(seconds)],
    { stdio: 'inherit' },
  );
  const over = once(attacker, 'exit');
  const [under, most] = await Promise.all([p99(target, over), mostMemory(target.pid, over)]);
  await pause(SETTLE_MS);
  const what = `${target.name}, ${attack}`;
  return [
    {
      what: `${what}: more memory`,
      unit: 'MiB',
      values: [most - before.memory],
      atMost: MEMORY_BUDGET_MIB,
    },
    {
      what: `${what}: descriptors kept`,
      unit: '',
      values: [descriptors(target.pid) - before.descriptors],
      atMost: 0,
    },
    {
      what: `${what}: others’ p99, ${idle.toFixed(1)} ms when idle`,
      unit: 'x',
      values: [under / idle],
      atMost: SLOWDOWN_BUDGET,
    },
  ];
}

/** An admin's session at the BFF, and their token at the federation. */
async function signIn(url: string, federationUrl: string) {
  const password = PASSWORDS.admin;
  const session = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const basic = Buffer.from(`admin:${password}`).toString('base64');
  const login = await createClient(federationApi, { fetch, baseUrl: federationUrl }).login(
    {},
    { headers: { authorization: `Basic ${basic}` } },
  );
  if (!login.ok) throw new Error(login.error.message);
  const [cookie = ''] = (session.headers.getSetCookie()[0] ?? '').split(';');
  return { cookie, token: login.value.idToken };
}

/** What somebody who has not signed in can do to the servers, and to others. Linux only: it reads /proc. */
export async function measureHostileLoad(seconds = SECONDS): Promise<Figure[]> {
  const stack = await startStack({ clusters: 1, volumes: 1000, attach: 1 });
  const { url, federationUrl } = stack.addresses;
  const dispatcher = new Agent({ connections: 1 });
  const { cookie, token } = await signIn(url, federationUrl);
  const read = (address: string, headers: Record<string, string>) => async (): Promise<void> => {
    const answer = await request(address, { dispatcher, headers });
    if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}`);
    await answer.body.arrayBuffer();
  };
  const path = '/api/v2/fleet/volumes?limit=50';
  const targets: readonly Target[] = [
    {
      name: 'BFF',
      url,
      pid: stack.pids.bff,
      file: /\/assets\/[^"]+\.js/.exec(await (await fetch(url)).text())?.[0] ?? '/',
      read: read(url + path, { cookie, 'sec-fetch-site': 'same-origin' }),
    },
    {
      name: 'federation',
      url: federationUrl,
      pid: stack.pids.federation,
      file: '/api/v2/openapi.json',
      read: read(federationUrl + path, { authorization: `Bearer ${token}` }),
    },
  ];
  try {
    const figures: Figure[] = [];
    for (const target of targets) {
      // What a process needs anyway, once it has been used.
      await p99(target, pause(seconds * 1000));
      for (const attack of ATTACKS) figures.push(...(await suffer(target, attack, seconds)));
    }
    return figures;
  } finally {
    await dispatcher.close();
    await stack.stop();
  }
}
