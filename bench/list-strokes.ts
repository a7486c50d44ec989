import type { BrowserContext } from '@playwright/test';
import { federationClient } from '@asterism/test-stack/federation-client';
import { VIEWER_PROJECT, type StackAddresses } from '@asterism/test-stack/stack';
import { inConsole } from './in-console.ts';
import { percentile, type Figure } from './measure.ts';
import { typeInList } from './type-words.ts';

const VOLUMES = 100_000;
/** So many writes are recorded as tasks before anything is typed. */
const TASKS = 100;
const AT_MOST_MS = 150;

/** What is typed into the search of each list beside that of volumes, in each of the rounds: as much as in that of volumes. */
const WORDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  hosts: [
    ['node-1', 'orders', 'ip-10'],
    ['web', 'nqn.2', 'north'],
    ['db-2', 'default', 'south'],
  ],
  snapshots: [
    ['orders', 'pvc-1', 'north'],
    ['backup', 'web-4', 'daily'],
    ['audit', 'kafka', 'etcd'],
  ],
  tasks: [
    ['create', 'stroke-1', 'volume'],
    ['admin', 'north', 'resize'],
    ['stroke-2', 'south', 'viewer'],
  ],
  workflows: [
    ['attach', 'north', 'admin'],
    ['south', 'lb-no', 'detach'],
    ['lb-so', 'attac', 'system'],
  ],
  projects: [
    ['default', 'acme', 'system'],
    ['globex', 'initech', 'south'],
    ['umbre', 'system', 'north'],
  ],
  nodes: [
    ['server', 'north', 'rack-1'],
    ['node-1', 'south', '10.0'],
    ['rack', 'lb-so', 'active'],
  ],
  'qos-policies': [
    ['gold', 'silver', 'limit'],
    ['bronze', 'gol', 'north'],
    ['sil', 'bro', 'south'],
  ],
};

/** Creates volumes, each of which is a task of its own. */
async function createTasks({ federationUrl }: StackAddresses): Promise<void> {
  const federation = await federationClient(federationUrl, 'admin');
  for (let at = 0; at < TASKS; at += 1) {
    const created = await federation.createVolume({
      name: `stroke-${at}`,
      projectName: VIEWER_PROJECT,
      size: String(2 ** 30),
      replicaCount: 2,
      acl: { values: ['ALLOW_NONE'] },
    });
    if (!created.ok) throw new Error(created.error.message);
  }
}

async function typeInEach(context: BrowserContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [list, rounds] of Object.entries(WORDS)) {
    const p95s: number[] = [];
    const medians: number[] = [];
    for (const words of rounds) {
      const strokes = await typeInList(context, `/${list}`, words);
      p95s.push(percentile(strokes, 0.95));
      medians.push(percentile(strokes, 0.5));
    }
    figures.push(
      { what: `key stroke in ${list}: p95`, unit: 'ms', values: p95s, atMost: AT_MOST_MS },
      { what: `key stroke in ${list}: p50`, unit: 'ms', values: medians },
    );
  }
  return figures;
}

/** From a key stroke in the search to painted rows in each list beside that of volumes, in a fleet of 100,000 volumes. */
export const measureListStrokes = (): Promise<Figure[]> =>
  inConsole({ clusters: 2, volumes: VOLUMES / 2, attach: 2 }, async (context, addresses) => {
    await createTasks(addresses);
    return typeInEach(context);
  });
