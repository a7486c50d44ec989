import type { BrowserContext, Page } from '@playwright/test';
import { inConsole } from './in-console.ts';
import { percentile, type Figure } from './measure.ts';

declare global {
  /** In the page: the milliseconds from a click to the painted preview. */
  var previewed: Promise<number> | undefined;
}

const VOLUMES = 10_000;
/** One is a change of most volumes, the next one of others. */
const POLICIES = ['gold', 'silver', 'bronze'] as const;
const FRAMES_MS = 5000;
const ROUNDS = 3;

/** Asks what a change of the policy of all volumes would do; the milliseconds from the click to the painted preview. */
async function preview(page: Page, policy: string): Promise<number> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'QoS policy', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'QoS policy' }).selectOption(policy);
  await page.evaluate(() => {
    globalThis.previewed = new Promise((resolve) => {
      const onClick = ({ timeStamp }: MouseEvent): void => {
        const check = (): void => {
          if (document.querySelector('[role="dialog"] tbody th') === null)
            requestAnimationFrame(check);
          // The task after the next frame.
          else
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        };
        check();
      };
      addEventListener('click', onClick, { capture: true, once: true });
    });
  });
  await dialog.getByRole('button', { name: 'Preview' }).click();
  return page.evaluate(() => globalThis.previewed ?? Number.NaN);
}

/** The times between the frames of some seconds, in milliseconds. */
const framesOf = (page: Page): Promise<number[]> =>
  page.evaluate(
    (lengthMs) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        const startedAt = performance.now();
        let last = startedAt;
        const takeIn = (): void => {
          const now = performance.now();
          frames.push(now - last);
          last = now;
          if (now - startedAt < lengthMs) requestAnimationFrame(takeIn);
          else resolve(frames);
        };
        requestAnimationFrame(takeIn);
      }),
    FRAMES_MS,
  );

/** The 95th percentile of the frames of each round. */
async function frameRounds(page: Page): Promise<number[]> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(percentile(await framesOf(page), 0.95));
  return rounds;
}

async function workOn(context: BrowserContext): Promise<Figure[]> {
  const page = await context.newPage();
  await page.goto('/volumes');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('tbody th a').first().waitFor();
  const atRest = await frameRounds(page);
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
  await page.getByRole('button', { name: /^Select all .* matching$/ }).click();
  const previews: number[] = [];
  for (const policy of POLICIES) {
    previews.push(await preview(page, policy));
    if (policy !== POLICIES.at(-1)) await page.keyboard.press('Escape');
  }
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Set QoS policy/ })
    .click();
  await page.getByRole('button', { name: 'Start now' }).click();
  const drawer = page.getByRole('region', { name: 'Task drawer' });
  await drawer.getByText(/1 in progress/).waitFor();
  const meanwhile = await frameRounds(page);
  // It must have run all the time that was measured.
  await drawer.getByText(/1 in progress/).waitFor();
  await page.close();
  const at = VOLUMES.toLocaleString('en-US');
  return [
    { what: `preview of a change of ${at} volumes`, unit: 'ms', values: previews, atMost: 1000 },
    {
      what: `frame while ${at} volumes are changed: p95`,
      unit: 'ms',
      values: meanwhile,
      atMost: 20,
    },
    { what: 'frame while nothing happens: p95', unit: 'ms', values: atRest },
  ];
}

/** How long the preview of a change of 10,000 volumes takes, and the frames of the list while they are changed. */
export const measureBulk = (): Promise<Figure[]> =>
  inConsole({ clusters: 2, volumes: VOLUMES / 2, attach: 2 }, workOn);
