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

/**
 * What is typed into the search of each list beside that of volumes, in each of the rounds: so much that the first stroke of a
 * page, which loads what understands a line, is not the 95th percentile by itself.
 */
const WORDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  hosts: [
    ['node-1', 'orders', 'ip-10', 'web-2', 'kafka', 'south'],
    ['web', 'nqn.2', 'north', 'node-3', 'batch', 'acme'],
    ['db-2', 'default', 'south', 'ip-10', 'nqn.2', 'node-2'],
  ],
  snapshots: [
    ['orders', 'pvc-1', 'north', 'daily', 'web-2', 'south'],
    ['backup', 'web-4', 'daily', 'pvc-2', 'acme', 'hourly'],
    ['audit', 'kafka', 'etcd', 'redis', 'north', 'pvc-3'],
  ],
  tasks: [
    ['create', 'stroke-1', 'volume', 'admin', 'south', 'delete'],
    ['admin', 'north', 'resize', 'stroke-3', 'volume', 'lb-no'],
    ['stroke-2', 'south', 'viewer', 'create', 'admin', 'lb-so'],
  ],
  workflows: [
    ['attach', 'north', 'admin', 'detach', 'south', 'lb-so'],
    ['south', 'lb-no', 'detach', 'attac', 'admin', 'north'],
    ['lb-so', 'attac', 'system', 'north', 'south', 'admin'],
  ],
  projects: [
    ['default', 'acme', 'system', 'globex', 'umbre', 'north'],
    ['globex', 'initech', 'south', 'acme', 'system', 'defau'],
    ['umbre', 'system', 'north', 'initech', 'south', 'globe'],
  ],
  nodes: [
    ['server', 'north', 'rack-1', 'node-2', 'south', 'active'],
    ['node-1', 'south', '10.0', 'server', 'rack-2', 'north'],
    ['rack', 'lb-so', 'active', 'node-3', '10.0', 'server'],
  ],
  'qos-policies': [
    ['gold', 'silver', 'limit', 'bronze', 'north', 'south'],
    ['bronze', 'gol', 'north', 'silver', 'limit', 'south'],
    ['sil', 'bro', 'south', 'gold', 'limit', 'north'],
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
