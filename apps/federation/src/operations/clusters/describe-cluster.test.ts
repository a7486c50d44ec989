import { expect, test } from 'vitest';
import { startTestApi } from '../../test-support/test-api.ts';
import { startTestFleet } from '../../test-support/test-fleet.ts';

test('two clusters of one name are told apart in every list that names them', async () => {
  const fleet = await startTestFleet({ clusters: 3, names: ['lb-east', 'lb-east', 'lb-west'] });
  const api = await startTestApi(fleet);
  try {
    const called = Object.fromEntries(
      fleet.clusters.map(({ id, name }) => [
        id,
        name === 'lb-east' ? `lb-east (${id.slice(0, 4)})` : name,
      ]),
    );
    const clusters = await api.as('admin').listFleetClusters({});
    const volumes = await api.as('admin').listFleetVolumes({});
    if (!clusters.ok || !volumes.ok) throw new Error('no answer');
    expect(
      Object.fromEntries(clusters.value.clusters.map(({ id, displayName }) => [id, displayName])),
    ).toEqual(called);
    expect(
      Object.fromEntries(
        volumes.value.clusters.map(({ clusterId, displayName }) => [clusterId, displayName]),
      ),
    ).toEqual(called);
    for (const { id } of fleet.clusters) {
      const one = await api.as('admin').getFleetCluster({ clusterId: id });
      expect(one.ok && one.value.displayName).toBe(called[id]);
      // The reference's own name stays what the cluster says.
      expect(one.ok && one.value.name).toMatch(/^lb-(east|west)$/);
    }
  } finally {
    await api.close();
    await fleet.close();
  }
});
