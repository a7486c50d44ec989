import { expect, test } from 'vitest';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { aTask } from '#/test-support/a-task.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { TaskScript } from './task-script.tsx';

/** A draft whose items are so many volumes, the first of which is skipped. */
async function openScript(facts: Partial<FleetTask>, count: number) {
  const items = Array.from({ length: count }, (_, index) => ({
    index,
    target: { UUID: `uuid-${index}`, name: `pvc-${index}`, projectName: 'acme', ETag: `e${index}` },
    state: index === 0 ? 'skipped' : 'waiting',
  }));
  const { screen, sent } = await renderPage(<TaskScript task={aTask(facts)} />, {
    server({ url }) {
      const { searchParams } = new URL(url, location.href);
      const offset = Number(searchParams.get('offset'));
      return { body: { items: items.slice(offset, offset + 200), total: count } };
    },
  });
  const toggle = screen.getByRole('button', { name: 'Copy as a script' });
  return { screen, sent, toggle };
}

test('a draft is shown as scripts with what is left to be done, read once they are wanted', async () => {
  const { screen, sent, toggle } = await openScript({ state: 'DRAFT' }, 3);
  expect(sent).toEqual([]);
  await toggle.click();
  await expect.element(screen.getByRole('button', { name: 'Download bash script' })).toBeVisible();
  await expect.element(screen.getByText(/the same with 2 volumes/)).toBeVisible();
  const code = screen.getByText(/curl -sS/);
  await expect.element(code).toMatchTextContent(/uuid-1\s+e1\s+pvc-1/);
  await expect.element(code).not.toMatchTextContent('pvc-0');
  await expect.element(screen.getByText(/federation\.deleteVolume/)).toBeVisible();
});

test('the scripts of many volumes are saved, not shown, and where each volume is sent something else there is none for a shell', async () => {
  const change = { acl: { add: ['nqn.a'] } };
  const { screen, toggle } = await openScript({ kind: 'change volumes', change }, 401);
  await toggle.click();
  await expect
    .element(screen.getByRole('button', { name: 'Download TypeScript script' }))
    .toBeVisible();
  await expect.element(screen.getByText(/the same with 400 volumes/)).toBeVisible();
  await expect.element(screen.getByText(/There is no bash script/)).toBeVisible();
  expect(screen.getByText(/applyChange/).elements()).toEqual([]);
});

test('a single write that is only recorded has no script', async () => {
  const { toggle } = await openScript({ kind: 'create volume' }, 1);
  expect(toggle.elements()).toEqual([]);
});

test('snapshots are taken by a script under the names of their volumes, and deleted by one', async () => {
  const snapshot = { name: '{volume}-before', retentionTime: '24h' };
  const taking = await openScript({ kind: 'snapshot volumes', snapshot }, 2);
  await taking.toggle.click();
  const bash = taking.screen.getByText(/curl -sS/);
  await expect.element(bash).toMatchTextContent(/"name":"pvc-1-before"/);
  await expect.element(bash).toMatchTextContent(/projects\/\$project\/snapshots"/);
  await expect.element(taking.screen.getByText(/createSnapshot\(wanted/)).toBeVisible();
  expect(taking.screen.getByText(/only if it is as it was previewed/).elements()).toEqual([]);
  await taking.screen.unmount();
  const deleting = await openScript({ kind: 'delete snapshots' }, 2);
  await deleting.toggle.click();
  await expect
    .element(deleting.screen.getByText(/the same with 1 snapshot, each only/))
    .toBeVisible();
  await expect
    .element(deleting.screen.getByText(/curl -sS/))
    .toMatchTextContent(/snapshots\/\$uuid/);
});
