import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { aCluster } from '#/test-support/a-cluster.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { DataTable } from '#/table/data-table.tsx';
import { CLUSTER_COLUMNS } from './cluster-columns.tsx';

/** The row of a cluster in the list of clusters. */
async function row(facts: Partial<FleetCluster>) {
  const { screen } = await renderPage(
    <DataTable
      label="Clusters"
      columns={CLUSTER_COLUMNS}
      rows={[aCluster(facts)]}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
    />,
    { server: () => undefined },
  );
  return screen.getByRole('row', { name: /lb-north/ });
}

const UNAUTHORIZED = { status: 'Unauthorized', error: '401 from 192.0.2.1' } as const;

test.each([
  ['key-refused', 'The cluster rejects the service key.'],
  ['clock-differs', 'The cluster’s clock is 3 min 4 s ahead.'],
  ['role-refused', 'The cluster denies access to the service key.'],
  ['other-certificate', 'The cluster presents a different certificate.'],
] as const)('the list of clusters says of a refusal (%s) which it is', async (kind, words) => {
  const refusal = { kind, ...(kind === 'clock-differs' ? { clockOffsetSeconds: 184 } : {}) };
  const one = await row({ ...UNAUTHORIZED, refusal });
  await expect.element(one.getByText(words)).toBeVisible();
  expect(one.getByText('401 from 192.0.2.1').elements()).toEqual([]);
});

test('a certificate that has changed and can be confirmed is said first', async () => {
  const refusal = { kind: 'other-certificate' } as const;
  const one = await row({ ...UNAUTHORIZED, refusal, presentedFingerprint: 'CD' });
  await expect.element(one.getByText('Its certificate has changed.')).toBeVisible();
});

test('without a refusal the list has the cause as the federation found it', async () => {
  const one = await row({ status: 'Disconnected', error: 'nobody answers at 192.0.2.1' });
  await expect.element(one.getByText('nobody answers at 192.0.2.1')).toBeVisible();
});
