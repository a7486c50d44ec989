import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { federationClient } from '@asterism/test-stack/federation-client';
import { VIEWER_PROJECT, type StackAddresses } from '@asterism/test-stack/stack';
import { percentile, type Figure } from './measure.ts';

declare global {
  /** In the page: when each volume was painted, by its name, in milliseconds since 1970. */
  var paintedAt: Map<string, number> | undefined;
}

const SINGLE = 5;
const SERIES = 10;
const BETWEEN_MS = 400;
/** By then the page and the clusters are at rest again. */
const REST_MS = 2500;
const LONGEST_MS = 10_000;
const MIB = 2 ** 20;

/** Notes in a page that shows the list when each new name is painted. */
const watchNames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const paintedAt = new Map<string, number>();
    globalThis.paintedAt = paintedAt;
    new MutationObserver(() => {
      const names = [...document.querySelectorAll('tbody th a')].map((link) => link.textContent);
      const fresh = names.filter((name) => !paintedAt.has(name));
      // The task after the next frame.
      requestAnimationFrame(() =>
        setTimeout(() => {
          for (const name of fresh)
            if (!paintedAt.has(name))
              paintedAt.set(name, performance.timeOrigin + performance.now());
        }),
      );
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });

/** From the answer to somebody who creates a volume until it is painted in a list that somebody else has open. */
export async function measureChanges(
  context: BrowserContext,
  { federationUrl }: StackAddresses,
  volumes: number,
): Promise<Figure[]> {
  const page = await context.newPage();
  await page.goto('/volumes');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('tbody th a').first().waitFor();
  await watchNames(page);
  const federation = await federationClient(federationUrl, 'admin');
  const answeredAt = new Map<string, number>();
  const create = async (): Promise<void> => {
    // Each is the first in the list.
    const name = `0-${999 - answeredAt.size}`;
    const created = await federation.createVolume({
      name,
      projectName: VIEWER_PROJECT,
      size: String(1024 * MIB),
      replicaCount: 2,
      acl: { values: ['ALLOW_NONE'] },
    });
    if (!created.ok) throw new Error(created.error.message);
    answeredAt.set(name, performance.timeOrigin + performance.now());
  };
  const createEach = async (times: number, betweenMs: number): Promise<number[]> => {
    const before = new Set(answeredAt.keys());
    for (let at = 0; at < times; at += 1) {
      await create();
      await pause(betweenMs);
    }
    const names = [...answeredAt.keys()].filter((name) => !before.has(name));
    await page.waitForFunction(
      (each) => each.every((name) => globalThis.paintedAt?.has(name)),
      names,
      { timeout: LONGEST_MS },
    );
    const painted = new Map(await page.evaluate(() => [...(globalThis.paintedAt ?? [])]));
    return names.map((name) =>
      // The event may be there before the answer.
      Math.max(0, (painted.get(name) ?? Number.NaN) - (answeredAt.get(name) ?? Number.NaN)),
    );
  };
  // The first one opens connections.
  await createEach(1, REST_MS);
  const single = await createEach(SINGLE, REST_MS);
  const series = [
    await createEach(SERIES, BETWEEN_MS),
    await createEach(SERIES, BETWEEN_MS),
    await createEach(SERIES, BETWEEN_MS),
  ];
  await page.close();
  const at = volumes.toLocaleString('en-US');
  return [
    { what: `new volume to paint at ${at}`, unit: 'ms', values: single, atMost: 50 },
    {
      what: `new volume to paint at ${at}, ten at ${BETWEEN_MS} ms: p95`,
      unit: 'ms',
      values: series.map((delays) => percentile(delays, 0.95)),
      atMost: 50,
    },
  ];
}
