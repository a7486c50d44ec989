import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEDERATION_ID, startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { makeCertificate, startTlsServer, startTrap } from '../test-support/tls-server.ts';

let fleet: TestFleet;
let api: TestApi;
let first: string;
let second: string;
let firstEndpoint: string;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [40, 60], transitionMs: 100 });
  api = await startTestApi(fleet);
  [first = '', second = ''] = fleet.clusters.map((cluster) => cluster.id);
  firstEndpoint = fleet.clusters[0]?.apiEndpoints[0] ?? '';
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});

const volumes = async (person: string, question: Record<string, string> = {}) => {
  const answer = await api.as(person).listFleetVolumes({ limit: '200', ...question });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};
const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

describe('the volumes of the fleet', () => {
  test('are those of all clusters, counted by every facet, with how fresh they are', async () => {
    const answer = await volumes('admin');
    expect(answer.total).toBe(100);
    expect(answer.facets.cluster).toEqual({ [first]: 40, [second]: 60 });
    for (const facet of Object.values(answer.facets)) expect(sum(facet)).toBe(100);
    expect(
      answer.clusters.map(({ clusterId, status, error }) => ({ clusterId, status, error })),
    ).toEqual(
      fleet.clusters
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ id }) => ({ clusterId: id, status: 'Connected', error: '' })),
    );
    for (const { asOf = '' } of answer.clusters) {
      expect(Date.now() - Date.parse(asOf)).toBeLessThan(60_000);
    }
  });

  test('can be searched, filtered, sorted and paged', async () => {
    const all = await volumes('admin', { sort: 'size', order: 'desc', cluster: first });
    expect(all.total).toBe(40);
    const sizes = all.volumes.map((volume) => Number(volume.size));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const page = await volumes('admin', {
      sort: 'size',
      order: 'desc',
      cluster: first,
      offset: '10',
      limit: '5',
    });
    expect(page.volumes).toEqual(all.volumes.slice(10, 15));
    const [one] = all.volumes;
    const found = await volumes('admin', { search: one?.name.toUpperCase() ?? '' });
    expect(found.volumes.map((volume) => volume.UUID)).toContain(one?.UUID);
    const name = all.clusters.find(({ clusterId }) => clusterId === first)?.name ?? '';
    const asked = await volumes('admin', { query: `cluster:"${name}" size>=${sizes[10]}B` });
    expect(asked.total).toBe(sizes.filter((size) => size >= Number(sizes[10])).length);
    const rest = await volumes('admin', { query: `-cluster:${first}` });
    expect(Object.keys(rest.facets.cluster)).toEqual([second]);
  });

  test('are for a viewer those of their project alone, in every number', async () => {
    const all = await volumes('admin', { project: 'default' });
    const seen = await volumes('viewer');
    expect(seen.total).toBe(all.total);
    expect(seen.total).toBeGreaterThan(0);
    expect(Object.keys(seen.facets.project)).toEqual(['default']);
    expect(sum(seen.facets.state)).toBe(seen.total);
    expect(new Set(seen.volumes.map((volume) => volume.projectName))).toEqual(new Set(['default']));
    const other = Object.keys((await volumes('admin')).facets.project).find((p) => p !== 'default');
    expect((await volumes('viewer', { project: other ?? '' })).total).toBe(0);
    expect((await volumes('viewer', { query: `project:${other}` })).total).toBe(0);
    expect((await volumes('viewer', { query: '-project:default' })).total).toBe(0);
    expect((await volumes('stranger')).total).toBe(0);
  });

  test.each(['sort=colour', 'state=Lost', 'limit=-1', 'order=up', 'query=usd>80%25'])(
    'a question that makes no sense is 400: %s',
    async (question) => {
      const response = await fetch(`${api.url}/api/v2/fleet/volumes?${question}`, {
        headers: { authorization: 'Bearer admin' },
      });
      expect(response.status).toBe(400);
    },
  );
});

describe('volumes that somebody remembers', () => {
  const NOWHERE = '11111111-1111-4111-8111-111111111111';
  const missing = async (person: string, ...UUIDs: string[]) => {
    const answer = await api.as(person).findMissingVolumes({ UUIDs: UUIDs.join(',') });
    return answer.ok ? answer.value.missing : answer.error.message;
  };

  test('are missing when no attached cluster has them', async () => {
    const known = (await volumes('admin')).volumes.map(({ UUID }) => UUID);
    const [one = '', two = ''] = known;
    expect(await missing('admin', one, NOWHERE, two.toUpperCase())).toEqual([NOWHERE]);
    expect(await missing('admin', ...known)).toEqual([]);
  });

  test('are missing to those who may not see their project', async () => {
    const [own] = (await volumes('admin', { project: 'default' })).volumes;
    const all = await volumes('admin');
    const other = all.volumes.find(({ projectName }) => projectName !== 'default');
    const asked = [own?.UUID ?? '', other?.UUID ?? ''] as const;
    expect(await missing('viewer', ...asked)).toEqual([other?.UUID]);
    expect(await missing('stranger', ...asked)).toEqual(asked);
  });

  test('are asked about by 200 at most, and by one at least', async () => {
    expect(await missing('admin', ...Array.from({ length: 200 }, () => NOWHERE))).toHaveLength(200);
    expect(await missing('admin', ...Array.from({ length: 201 }, () => NOWHERE))).toMatch(/200/);
    expect(await missing('admin', '', '')).toMatch(/must name a volume/);
  });
});

test('a volume that is not well says since when and why; which nodes it is about, to cluster admins', async () => {
  const question = { cluster: first, project: 'default', state: 'Available', limit: '1' };
  const [volume] = (await volumes('admin', question)).volumes;
  const UUID = volume?.UUID ?? '';
  const set = (protectionState: string) =>
    fleet.control('volume-state', { apiEndpoint: firstEndpoint, UUID, protectionState });
  const troublesFor = async (person: string) => (await volumes(person, { search: UUID })).troubles;
  expect(await troublesFor('admin')).toEqual([]);
  const before = Date.now();
  await set('Degraded');
  await expect.poll(() => troublesFor('admin')).toHaveLength(1);
  const [trouble] = await troublesFor('admin');
  expect(trouble).toMatchObject({
    UUID,
    trouble: 'Degraded',
    isAtLeast: false,
    causes: [{ kind: 'rebuilding', percent: 0 }],
  });
  expect(Date.parse(trouble?.since ?? '')).toBeGreaterThanOrEqual(before);
  expect(await troublesFor('viewer')).toEqual([trouble]);
  await set('FullyProtected');
  await expect.poll(() => troublesFor('admin')).toEqual([]);
});

describe('what is for cluster admins', () => {
  test('is refused to all others', async () => {
    for (const person of ['viewer', 'editor', 'stranger']) {
      const client = api.as(person);
      const answers = await Promise.all([
        client.getCluster({}),
        client.getFleetSummary({}),
        client.listFleetClusters({}),
        client.getFleetCluster({ clusterId: first }),
        client.probeEndpoint({ apiEndpoint: firstEndpoint }),
      ]);
      expect(answers.map((answer) => answer.ok || answer.error.status)).toEqual(
        answers.map(() => 403),
      );
    }
  });

  test('the summary adds up', async () => {
    const summary = await api.as('admin').getFleetSummary({});
    if (!summary.ok) throw new Error(summary.error.message);
    expect(summary.value).toMatchObject({ clusters: 2, volumes: 100, runningWorkflows: [] });
    expect(sum(summary.value.volumesByState)).toBe(100);
    expect(BigInt(summary.value.provisionedStorage)).toBeGreaterThan(0n);
  });

  test('a cluster is judged by what is shown of it, alike in the list, on its own and in the summary', async () => {
    const admin = api.as('admin');
    const clusters = await admin.listFleetClusters({});
    // The last of the list: the fleet's verdict is not that of its first cluster.
    const judged = (clusters.ok ? clusters.value.clusters.at(-1)?.id : undefined) ?? '';
    const [apiEndpoint = ''] = fleet.clusters.find(({ id }) => id === judged)?.apiEndpoints ?? [];
    const [volume] = (await volumes('admin', { cluster: judged, state: 'Available' })).volumes;
    const set = (protectionState: string) =>
      fleet.control('volume-state', {
        apiEndpoint,
        UUID: volume?.UUID ?? '',
        protectionState,
      });
    const read = async () => {
      const one = await admin.getFleetCluster({ clusterId: judged });
      const list = await admin.listFleetClusters({});
      const summary = await admin.getFleetSummary({});
      if (!one.ok || !list.ok || !summary.ok) throw new Error('the fleet cannot be read');
      const listed = list.value.clusters.find(({ id }) => id === judged);
      return { one: one.value, listed, all: list.value.clusters, summary: summary.value };
    };
    const notAvailable = async () => (await read()).one.volumesByProtection.NotAvailable ?? 0;
    const before = await notAvailable();
    await set('NotAvailable');
    await expect.poll(notAvailable).toBe(before + 1);

    const { one, listed, all, summary } = await read();
    expect(one.assessment.verdict).toBe('Critical');
    const reasons = one.assessment.reasons.filter(({ kind }) => kind === 'volumesByProtection');
    expect(reasons).toContainEqual(
      expect.objectContaining({ protection: 'NotAvailable', count: before + 1 }),
    );
    const facets = (await volumes('admin', { cluster: judged })).facets.protection;
    expect(facets).toEqual(one.volumesByProtection);
    expect(listed?.assessment).toEqual(one.assessment);
    expect(summary.verdict).toBe('Critical');
    for (const [verdict, count] of Object.entries(summary.clustersByVerdict)) {
      expect(all.filter(({ assessment }) => assessment.verdict === verdict)).toHaveLength(count);
    }
    await set('FullyProtected');
    await expect.poll(notAvailable).toBe(before);
  });

  test('the federation looks like one cluster', async () => {
    const one = await api.as('admin').getCluster({});
    const effective = fleet.clusters.map(({ id }) =>
      BigInt(fleet.monitor.snapshot(id).info?.statistics.effectivePhysicalStorage ?? 0),
    );
    expect(one).toMatchObject({
      ok: true,
      value: {
        UUID: FEDERATION_ID,
        clusterName: 'asterism',
        statistics: {
          effectivePhysicalStorage: String((effective[0] ?? 0n) + (effective[1] ?? 0n)),
        },
      },
    });
  });

  test('a cluster is shown with its capacity, nodes and certificate', async () => {
    const one = await api.as('admin').getFleetCluster({ clusterId: first.toUpperCase() });
    if (!one.ok) throw new Error(one.error.message);
    const { value } = one;
    expect(value).toMatchObject({ id: first, status: 'Connected', volumes: 40, pubKeyId: 'key-1' });
    expect(value.provisionedToEffectiveStorageRatio).toMatch(/^\d+\.\d{4}$/);
    expect(value.nodes.length).toBeGreaterThan(0);
    expect(value.tlsFingerprint).toBe(fleet.clusters[0]?.tlsFingerprint);
    expect(
      await api.as('admin').getFleetCluster({ clusterId: '7f0c1a52-0000-4000-8000-00000000dead' }),
    ).toMatchObject({ error: { status: 404, code: 5 } });
  });
});

describe('names in the fleet', () => {
  test('projects are shown with their clusters, to a viewer only their own', async () => {
    const all = await api.as('admin').listFleetProjects({});
    const seen = await api.as('viewer').listFleetProjects({});
    if (!all.ok || !seen.ok) throw new Error('no projects');
    expect(all.value.projects.length).toBeGreaterThan(1);
    expect(seen.value.projects.map(({ name }) => name)).toEqual(['default']);
    expect(seen.value.projects[0]?.clusterIds.toSorted()).toEqual([first, second].toSorted());
  });

  test('policies are shown to everybody', async () => {
    const seen = await api.as('viewer').listFleetPolicies({});
    if (!seen.ok) throw new Error(seen.error.message);
    const names = fleet.monitor.snapshot(first).policies.map(({ name }) => name);
    expect(seen.value.policies.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });
});

describe('probing an endpoint before an attach', () => {
  const probe = async (input: { apiEndpoint: string; tlsFingerprint?: string }) => {
    const answer = await api.as('admin').probeEndpoint(input);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };

  test('shows the certificate and sends no token', async () => {
    const stranger = await startTlsServer((_request, response) => response.end());
    const seen = await probe({ apiEndpoint: stranger.endpoint });
    expect(seen).toMatchObject({
      reachable: true,
      reason: '',
      tlsFingerprint: stranger.fingerprint,
      certificateSubject: 'CN=api.service',
    });
    expect(seen.keyAccepted).toBeUndefined();
    const { fingerprint } = await makeCertificate();
    const other = await probe({ apiEndpoint: stranger.endpoint, tlsFingerprint: fingerprint });
    expect(other).toMatchObject({ reachable: true, keyAccepted: false });
    expect(stranger.requests).toEqual([]);
    await stranger.close();
  });

  test('with the confirmed fingerprint it says whether the key is accepted', async () => {
    const [info] = fleet.simulator.clusters;
    const confirmed = { apiEndpoint: firstEndpoint, tlsFingerprint: info?.fingerprint256 ?? '' };
    expect(await probe(confirmed)).toMatchObject({
      reachable: true,
      keyAccepted: false,
      reason: expect.stringContaining('not imported') as unknown,
    });
    await fleet.control('import-credential', {
      apiEndpoint: firstEndpoint,
      pubKeyId: 'key-next',
      pubKey: fleet.pemOf('key-next'),
    });
    expect(await probe(confirmed)).toMatchObject({
      reachable: true,
      reason: '',
      keyAccepted: true,
      clusterId: first,
      clusterName: info?.name,
      attached: true,
    });
  });

  test('what cannot be reached says why, and no more', async () => {
    const dead = await startTrap('127.0.0.1');
    await dead.close();
    expect(await probe({ apiEndpoint: `127.0.0.1:${dead.port}` })).toMatchObject({
      reachable: false,
      reason: `127.0.0.1:${dead.port} refuses connections`,
      problem: 'unreachable',
    });
    expect(await probe({ apiEndpoint: '169.254.169.254:8443' })).toMatchObject({
      reachable: false,
      reason: 'address not permitted',
      problem: 'not-permitted',
    });
  });
});

describe('a certificate that has changed', () => {
  test('is trusted only as it is presented now', async () => {
    await fleet.control('rotate-certificate', { apiEndpoint: firstEndpoint });
    const status = () => fleet.monitor.cluster(first)?.status;
    await expect.poll(status).toBe('Unauthorized');
    const shown = await api.as('admin').getFleetCluster({ clusterId: first });
    const { asOf } = shown.ok ? shown.value : {};
    expect(shown.ok ? shown.value.assessment : {}).toMatchObject({
      verdict: 'Unknown',
      reasons: expect.arrayContaining([
        { kind: 'notConnected', severity: 'Unknown', status: 'Unauthorized', asOf },
      ]) as unknown,
    });
    const presented = shown.ok ? (shown.value.presentedFingerprint ?? '') : '';
    const seen = await volumes('viewer');
    expect(seen.clusters.find(({ clusterId }) => clusterId === first)).toMatchObject({
      status: 'Unauthorized',
    });
    expect(JSON.stringify(seen.clusters)).not.toContain(firstEndpoint);

    const { fingerprint } = await makeCertificate();
    const trust = (tlsFingerprint: string) =>
      api.as('admin').trustCertificate({ clusterId: first, tlsFingerprint });
    expect(await trust(fingerprint)).toMatchObject({ error: { status: 409, code: 10 } });
    expect(status()).toBe('Unauthorized');
    expect(await trust(presented)).toEqual({ ok: true, value: {} });
    await expect.poll(status).toBe('Connected');
  });
});

test('nothing was thrown on the way', () => {
  expect(api.unexpected).toEqual([]);
});
