import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Page } from '@playwright/test';
import { federationClient } from './federation-client.ts';
import type { StackFacts } from './stack.ts';
import { until } from './until.ts';

export const GIB = 2 ** 30;

/** A volume of the test alone, made by the API; waits until it is Available. */
export async function availableVolume(
  stack: StackFacts,
  name: string,
  projectName = 'default',
): Promise<Volume> {
  const federation = await federationClient(stack.federationUrl, 'admin');
  const created = await federation.createVolume({
    name,
    projectName,
    size: String(10 * GIB),
    replicaCount: 2,
    acl: { values: ['ALLOW_NONE'] },
  });
  if (!created.ok) throw new Error(created.error.message);
  return until(`${name} to be Available`, async () => {
    const read = await federation.getVolume({ UUID: created.value.UUID });
    return read.ok && read.value.state === 'Available' ? read.value : undefined;
  });
}

/** The row of a volume in the table of volumes. */
export const volumeRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Volumes' }).getByRole('row', { name: new RegExp(name) });
