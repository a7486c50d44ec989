import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startProcess } from '@asterism/federation/test-support/federation-process';
import { followToEnd } from '@asterism/federation/test-support/follow-workflow';
import { signIn, type FederationClient } from '@asterism/federation/test-support/test-federation';
import { startTestSimulator } from '@asterism/federation/test-support/test-simulator';
import { z } from 'zod/mini';
import { tableOf, type Figure } from './measure.ts';

const PASSWORD = 'the-password-of-the-admin';
const GIGABYTE = 1e9;
const MEGABYTE = 1024 * 1024;
/** Milliseconds after which the attack is over, however much was answered. */
const ATTACK_MS = 120_000;
const REQUESTS_IDLE = 500;

/** What the hostile cluster answers: up to what a page may be, or beyond it. */
const ATTACKS = {
  'rows that do not fit, of 6 MB each': { rowsAPage: 1, charactersARow: 6_000_000, fits: false },
  'rows that fit, of 30 kB each': { rowsAPage: 250, charactersARow: 30_000, fits: true },
} as const;

const said = z.object({ endpoint: z.optional(z.string()), bytes: z.optional(z.number()) });

async function nextMessage(child: ChildProcess): Promise<z.infer<typeof said>> {
  const messages: unknown[] = await once(child, 'message');
  return said.parse(messages[0]);
}

/** Megabytes that a process holds now. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds of a list of another cluster's volumes. */
async function timeOfList(admin: FederationClient, cluster: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await admin.listFleetVolumes({ cluster });
  if (!answer.ok || answer.value.total !== 1000) throw new Error('the others are not served');
  return performance.now() - startedAt;
}

async function attach(admin: FederationClient, apiEndpoint: string): Promise<void> {
  const started = await admin.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  const ended = (await followToEnd(admin, started.value.workflowId)).at(-1);
  if (ended?.state !== 'COMPLETED') throw new Error(ended?.msg);
}

/** Memory and answers of a federation with four clusters while a fifth sends a gigabyte of invalid data. */
async function measureAttack(name: keyof typeof ATTACKS): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-bench-'));
  const simulator = await startTestSimulator(5, 1000);
  const [victim, ...others] = simulator.clusters;
  if (victim === undefined) throw new Error('no cluster');
  const hostile = fork(join(import.meta.dirname, 'hostile-server.ts'), [victim.apiEndpoint]);
  const { endpoint = '' } = await nextMessage(hostile);
  const federation = await startProcess({
    ASTERISM_DATA_DIR: dataDir,
    ASTERISM_ADMIN_PASSWORD: PASSWORD,
    ASTERISM_LOG_LEVEL: 'error',
  });
  try {
    const { client: admin } = await signIn(federation.url, 'admin', PASSWORD);
    for (const { apiEndpoint } of others) {
      await simulator.importKey(apiEndpoint, admin);
      await attach(admin, apiEndpoint);
    }
    await simulator.importKey(victim.apiEndpoint, admin);
    await attach(admin, endpoint);
    const other = others[0]?.clusterUUID ?? '';
    const idle: number[] = [];
    for (let i = 0; i < REQUESTS_IDLE; i += 1) idle.push(await timeOfList(admin, other));
    const baseline = await residentOf(federation.pid);

    hostile.send(ATTACKS[name]);
    const attackedAt = performance.now();
    const busy: number[] = [];
    let peak = baseline;
    let answered = 0;
    while (answered < GIGABYTE && performance.now() - attackedAt < ATTACK_MS) {
      busy.push(await timeOfList(admin, other));
      peak = Math.max(peak, await residentOf(federation.pid));
      await pause(1);
      if (busy.length % 50 !== 0) continue;
      hostile.send('how much?');
      answered = (await nextMessage(hostile)).bytes ?? 0;
    }
    const marked = await admin.getFleetCluster({ clusterId: victim.clusterUUID });
    console.log(
      `${name}: ${(answered / MEGABYTE).toFixed(0)} MB in ${Math.round(performance.now() - attackedAt)} ms; ` +
        `baseline ${baseline.toFixed(0)} MB, peak ${peak.toFixed(0)} MB; p50 idle ${medianOf(idle).toFixed(2)} ms, ` +
        `attacked ${medianOf(busy).toFixed(2)} ms of ${busy.length}; ${marked.ok ? marked.value.error : marked.error.message}`,
    );
    return [
      { what: `${name}: memory above idle`, unit: 'MB', values: [peak - baseline], atMost: 300 },
      {
        what: `${name}: a list of another cluster, p50`,
        unit: 'x',
        values: [medianOf(busy) / medianOf(idle)],
        atMost: 3,
      },
    ];
  } finally {
    await federation.end('SIGTERM');
    hostile.kill();
    await simulator.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const figures = [
  ...(await measureAttack('rows that do not fit, of 6 MB each')),
  ...(await measureAttack('rows that fit, of 30 kB each')),
];
console.log(tableOf(figures));
