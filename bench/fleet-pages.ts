import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { PASSWORDS, startStack } from '@asterism/test-stack/stack';
import { median, type Figure } from './measure.ts';
import { beside, loadInTurn, type Run, type Target } from './proxy-load.ts';
import { cookieOf, startServer } from './proxy.ts';
import { startNginx } from './start-nginx.ts';

const PEOPLE = 16;
const SECONDS = 1;
const ROUNDS = 5;
const VOLUMES = 1000;

/** The page of a few volumes, and the longest that there is, with what each must come to beside nginx. */
const PAGES = [
  { name: 'small', limit: 1, atLeast: 1.2 },
  { name: 'large', limit: FLEET_PAGE_MAX, atLeast: 4 },
] as const;

const pathOf = (limit: number): string =>
  `/api/v2/fleet/volumes?limit=${limit}&offset=0&order=asc&sort=name`;

/** nginx before the very federation that ours asks, and not before a server that has nothing else to do. */
const BEFORE = 'nginx before the federation';

/** A server that does nothing but have the page ready, compressed: more than that the loader cannot show. */
const READY = 'page ready, compressed';

async function bearerOf(federationUrl: string): Promise<Record<string, string>> {
  const client = createClient(federationApi, { fetch, baseUrl: federationUrl });
  const basic = Buffer.from(`admin:${PASSWORDS.admin}`).toString('base64');
  const login = await client.login({}, { headers: { authorization: `Basic ${basic}` } });
  if (!login.ok) throw new Error(login.error.message);
  return { authorization: `Bearer ${login.value.idToken}` };
}

/** Sessions of as many people as there are connections: none is answered for another. */
async function peopleOf(url: string, encoding: string): Promise<Target['headers']> {
  const headers: Record<string, string>[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    headers.push({
      cookie: await cookieOf(url, PASSWORDS.admin),
      'sec-fetch-site': 'same-origin',
      accept: 'application/json',
      'accept-encoding': encoding,
    });
  }
  return headers;
}

function figuresOf(
  what: string,
  atLeast: number,
  runs: ReadonlyMap<string, readonly Run[]>,
): Figure[] {
  const cpu = [...runs].map(
    ([name, of]) => `${name} ${median(of.map((one) => one.cpu)).toFixed(0)}`,
  );
  const nginx = runs.get('nginx');
  if (nginx === undefined) return [];
  return [
    {
      what: `${what}, compressed: requests per second beside nginx (us of CPU: ${cpu.join(', ')})`,
      unit: 'x',
      values: beside(runs.get('ours'), nginx, (own, other) => own.perSecond / other.perSecond),
      atLeast,
    },
    {
      what: `${what}, compressed, by a server that has it ready: requests per second beside nginx`,
      unit: 'x',
      values: beside(runs.get(READY), nginx, (own, other) => own.perSecond / other.perSecond),
    },
    {
      what: `${what}, not compressed: requests per second beside nginx`,
      unit: 'x',
      values: beside(
        runs.get('ours, identity'),
        nginx,
        (own, other) => own.perSecond / other.perSecond,
      ),
    },
    {
      what: `${what}, not compressed: requests per second beside nginx before the federation`,
      unit: 'x',
      values: beside(
        runs.get('ours, identity'),
        runs.get(BEFORE),
        (own, other) => own.perSecond / other.perSecond,
      ),
    },
    {
      what: `${what}, compressed: p99 beside nginx`,
      unit: 'x',
      values: beside(runs.get('ours'), nginx, (own, other) => own.p99 / other.p99),
    },
  ];
}

/**
 * Pages of the fleet through a whole Asterism for as many people as there are connections, beside nginx as a proxy before a
 * server that has the very same page ready.
 */
export async function measureFleetPages(rounds = ROUNDS, seconds = SECONDS): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'asterism-bench-'));
  const children: ChildProcess[] = [];
  const stack = await startStack({ clusters: 1, volumes: VOLUMES, attach: 1 });
  try {
    const { url, federationUrl } = stack.addresses;
    const bearer = await bearerOf(federationUrl);
    const ours = { name: 'ours', url, pid: stack.pids.bff, headers: await peopleOf(url, 'zstd') };
    const identity = {
      ...ours,
      name: 'ours, identity',
      headers: ours.headers.map((one) => ({ ...one, 'accept-encoding': 'identity' })),
    };
    const figures: Figure[] = [];
    for (const { name, limit, atLeast } of PAGES) {
      const [headers = {}] = identity.headers;
      const page = Buffer.from(await (await fetch(url + pathOf(limit), { headers })).arrayBuffer());
      const file = join(folder, `${name}.json`);
      await writeFile(file, page);
      const upstream = await startServer('file', file);
      const compressed = `${file}.zst`;
      await writeFile(compressed, zstdCompressSync(page));
      const ready = await startServer('file', compressed);
      children.push(upstream.child, ready.child);
      const nginx = await startNginx(upstream.target.url, join(folder, `nginx-${name}`));
      if (nginx === undefined) return [];
      children.push(nginx.child);
      const before = await startNginx(federationUrl, join(folder, `before-${name}`), [bearer]);
      if (before !== undefined) children.push(before.child);
      const targets: readonly Target[] = [
        nginx.target,
        ours,
        identity,
        { ...ready.target, name: READY },
        ...(before === undefined ? [] : [{ ...before.target, name: BEFORE }]),
      ];
      const runs = await loadInTurn(targets, pathOf(limit), { rounds, seconds });
      const size = `${(page.length / 1000).toFixed(1)} kB`;
      figures.push(...figuresOf(`page of ${limit} volumes (${size})`, atLeast, runs));
    }
    return figures;
  } finally {
    for (const child of children) child.kill();
    await stack.stop();
    await rm(folder, { recursive: true });
  }
}
