import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Page } from '@playwright/test';
import { federationClient } from '@asterism/test-stack/federation-client';
import type { StackAddresses } from '@asterism/test-stack/stack';
import { until } from '@asterism/test-stack/until';

export const GIB = 2 ** 30;

/** Waits until the volume has come to rest. */
export const untilAvailable = (
  federation: Awaited<ReturnType<typeof federationClient>>,
  UUID: string,
): Promise<Volume> =>
  until(`the volume ${UUID} to be Available`, async () => {
    const read = await federation.getVolume({ UUID });
    return read.ok && read.value.state === 'Available' ? read.value : undefined;
  });

/** A volume of the test alone, made by the API; waits until it is Available. */
export async function availableVolume(
  stack: StackAddresses,
  name: string,
  projectName = 'default',
  hosts: readonly string[] = ['ALLOW_NONE'],
): Promise<Volume> {
  const federation = await federationClient(stack.federationUrl, 'admin');
  const created = await federation.createVolume({
    name,
    projectName,
    size: String(10 * GIB),
    replicaCount: 2,
    acl: { values: [...hosts] },
  });
  if (!created.ok) throw new Error(created.error.message);
  return untilAvailable(federation, created.value.UUID);
}

/** The row of a volume in the table of volumes. */
export const volumeRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Volumes' }).getByRole('row', { name: new RegExp(name) });
