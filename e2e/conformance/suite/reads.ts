import { expect, test } from 'vitest';
import { z } from 'zod/mini';
import type { Answer } from '../http/send.ts';
import type { Target } from '../targets/target.ts';
import type { Ask } from './ask.ts';
import { needsVolumes } from './needs-volumes.ts';
import type { TargetTraits } from './suite.ts';

const text = z.string();
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
/** 64 bits: text, so that no reader loses any of them. */
const int64 = z.string().check(z.regex(/^\d+$/));
const values = z.object({ values: z.array(z.string()) });

const volume = z.object({
  UUID: uuid,
  ETag: text,
  name: text,
  projectName: text,
  state: text,
  protectionState: text,
  size: int64,
  replicaCount: z.int(),
  sectorSize: z.int(),
  compression: z.enum(['true', 'false']),
  acl: values,
  IPAcl: values,
  statistics: z.object({ logicalUsedStorage: int64, compressionRatio: z.number() }),
});

const cluster = z.object({
  UUID: uuid,
  subsystemNQN: text,
  statistics: z.object({
    estimatedLogicalStorage: int64,
    estimatedFreeLogicalStorage: int64,
    compressionRatio: z.number(),
  }),
});

const clusterInfo = z.object({
  UUID: uuid,
  subsystemNQN: text,
  statistics: z.optional(z.undefined()),
});

const nodes = z.object({
  nodes: z
    .array(z.object({ UUID: uuid, nvmeEndpoint: z.string().check(z.regex(/:\d+$/)) }))
    .check(z.minLength(1)),
});

const ofDefault = z.object({ volumes: z.array(z.object({ projectName: z.literal('default') })) });

const issuesOf = (schema: z.ZodMiniType, { json }: Answer): string[] =>
  (z.safeParse(schema, json).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

/** What is only read: JSON as protobuf writes it (lightbits-api §1.1), and what real clients read first (§7). */
export function testReads({ kind }: TargetTraits, ask: Ask, target: () => Target): void {
  const { get } = ask;
  test('Answers are JSON as the gateway sends it', async () => {
    const { headers } = await get('/volumes?limit=1');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['grpc-metadata-content-type']).toBe('application/grpc');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('Integers of 64 bits are strings, those of 32 and doubles are numbers', async (context) => {
    await needsVolumes(target(), ask, context);
    const list = z.object({ volumes: z.array(volume).check(z.minLength(1)) });
    expect(issuesOf(list, await get('/volumes?limit=100'))).toEqual([]);
  });

  test('Times are RFC 3339 in UTC', async (context) => {
    await needsVolumes(target(), ask, context);
    const list = z.object({ volumes: z.array(z.object({ creationTime: z.iso.datetime() })) });
    expect(issuesOf(list, await get('/volumes?limit=100'))).toEqual([]);
  });

  test.runIf(kind !== 'live')('What is empty or zero is written out', async () => {
    const nothing = await get('/volumes?name=no-volume-is-called-so&projectName=default');
    expect(nothing.json).toEqual({ volumes: [] });
    const noSnapshots = await get('/projects/nowhere/snapshots');
    expect(noSnapshots.json).toEqual({ snapshots: [] });
    const volumes = await get(`/volumes?limit=1&projectName=${target().restingProject}`);
    const zeros = z.object({ qosPolicyName: z.string(), connectedHosts: z.array(z.string()) });
    expect(issuesOf(z.object({ volumes: z.array(zeros) }), volumes)).toEqual([]);
  });

  test('The version is v2', async () => {
    expect((await get('/version')).json).toEqual({ apiVersion: 'v2.0' });
  });

  test('The cluster reports its capacity in strings', async () => {
    expect(issuesOf(cluster, await get('/cluster'))).toEqual([]);
  });

  test('Cinder finds what it asks for at its start', async () => {
    expect(issuesOf(clusterInfo, await get('/clusterinfo'))).toEqual([]);
    expect(issuesOf(nodes, await get('/nodes'))).toEqual([]);
  });

  test('There is the project default', async () => {
    const { text } = await get('/projects');
    expect(text).toContain('"name":"default"');
  });

  test('A list under the path of a project is of that project alone', async () => {
    const answer = await get('/projects/default/volumes?limit=5&projectName=nowhere');
    expect(issuesOf(ofDefault, answer)).toEqual([]);
  });
}
