import {
  array,
  assert,
  boolean,
  constantFrom,
  oneof,
  property,
  record,
  subarray,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import { readFeedData, writeFeedData } from '../fleet-api/event-feed.ts';
import { volume } from '../cluster-api/volume.ts';
import { fleetEvent, volumeBefore, type FleetEvent } from '../fleet-api/fleet-events.ts';
import { TASK_ITEM_STATES } from '../fleet-api/fleet-task.ts';
import { rightsOf } from './roles.ts';
import { visibleEvent, type EventAudience } from './visible-event.ts';

const PROJECTS = ['default', 'acme', 'elsewhere'];

interface Published {
  readonly event: FleetEvent;
  readonly audience: EventAudience | undefined;
}

const volumeIn = (projectName: string, n: number) => ({
  UUID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  name: `volume-${n}`,
  projectName,
});
/** Those with an odd number are new. */
const beforeOf = (volumes: readonly ReturnType<typeof volumeIn>[]) =>
  Object.fromEntries(
    volumes.map(({ UUID, name, projectName }) => [
      UUID,
      Number(UUID.at(-1)) % 2 === 1
        ? null
        : volumeBefore.parse({ ...volume.parse({ UUID, name, projectName }), isFoundAlike: true }),
    ]),
  );
const project = constantFrom(...PROJECTS);

/** Changes of volumes as the federation publishes them, with and without what it knows of the projects. */
const ofVolumes: Arbitrary<Published> = record({
  changed: array(project, { maxLength: 4 }),
  removed: array(project, { maxLength: 4 }),
  many: boolean(),
  isAny: boolean(),
  isKnown: boolean(),
}).map(({ changed, removed, many, isAny, isKnown }) => {
  const gone = removed.map((name, n) => volumeIn(name, n + 100));
  const event = fleetEvent.parse({
    type: 'volumes',
    clusterId: 'c',
    changed: many ? [] : changed.map(volumeIn),
    removed: many ? [] : gone.map(({ UUID }) => UUID),
    many,
    ...(isKnown ? { before: beforeOf([...changed.map(volumeIn), ...gone]) } : {}),
  });
  const audience: EventAudience = {
    projects: isAny ? 'any' : new Set([...changed, ...removed]),
    removedFrom: new Map(gone.map(({ UUID, projectName }) => [UUID, projectName])),
  };
  return { event, audience: isKnown ? audience : undefined };
});
const others: Arbitrary<Published> = constantFrom<FleetEvent>(
  { type: 'cluster', clusterId: 'c', change: 'updated' },
  { type: 'resync' },
).map((event) => ({ event, audience: undefined }));
const published = oneof({ weight: 5, arbitrary: ofVolumes }, others);
const inProjects = [
  ...PROJECTS.flatMap((name) => [`${name}:viewer`, `${name}:admin`]),
  'system:viewer',
];
const rolesInProjects = subarray(inProjects);
const roles = subarray(['system:cluster-admin', ...inProjects]);

test('a BFF shows each person what the federation would send them itself', () => {
  assert(
    property(published, roles, ({ event, audience }, held) => {
      const read = readFeedData(writeFeedData(JSON.stringify(event), audience));
      const rights = rightsOf(held);
      expect(read && visibleEvent(read.event, read.audience, rights)).toEqual(
        visibleEvent(event, audience, rights),
      );
    }),
  );
});

/** The rule in other words: what is left of a change for somebody with roles in these projects only. */
function leftOf({ event, audience }: Published, mine: Set<string>): FleetEvent | undefined {
  if (event.type !== 'volumes') return undefined;
  const touched = audience?.projects ?? event.changed.map((one) => one.projectName);
  if (touched !== 'any' && ![...touched].some((name) => mine.has(name))) return undefined;
  const changed = event.changed.filter((one) => mine.has(one.projectName));
  const removed = event.removed.filter((id) => mine.has(audience?.removedFrom.get(id) ?? ''));
  const left = [...changed.map(({ UUID }) => UUID), ...removed];
  const was = event.before;
  return {
    ...event,
    changed,
    removed,
    ...(was && { before: Object.fromEntries(left.map((id) => [id, was[id] ?? null])) }),
  };
}

test('nobody sees a volume of a project that their roles do not name, nor that it is gone', () => {
  assert(
    property(ofVolumes, rolesInProjects, (one, held) => {
      const mine = new Set(PROJECTS.filter((name) => held.some((role) => role.startsWith(name))));
      expect(visibleEvent(one.event, one.audience, rightsOf(held))).toEqual(leftOf(one, mine));
    }),
  );
});

test('what a volume was in a project that somebody may not see, they do not see either', () => {
  const [seen = ''] = [volumeIn('acme', 2)].map(({ UUID }) => UUID);
  const event = fleetEvent.parse({
    type: 'volumes',
    clusterId: 'c',
    changed: [volumeIn('acme', 2)],
    removed: [],
    many: false,
    before: beforeOf([volumeIn('elsewhere', 2)]),
  });
  expect(visibleEvent(event, undefined, rightsOf(['acme:viewer']))).toMatchObject({
    before: { [seen]: null },
  });
});

test('an event that this version does not know is read by nobody', () => {
  expect(readFeedData(writeFeedData('{"type":"later"}', undefined))).toBeUndefined();
  expect(readFeedData('{"type":"resync"}')).toBeUndefined();
  expect(readFeedData('no JSON\nnull')).toBeUndefined();
});

test.each([
  ['all of whose projects they may see', ['acme'], true],
  ['one of whose projects they may not see', ['acme', 'elsewhere'], false],
  ['of volumes that nobody has', [], false],
])('somebody is sent what becomes of a task %s: %s, %s', (_, projects, isSeen) => {
  const event = fleetEvent.parse({
    type: 'task',
    task: {
      id: 't',
      kind: 'delete volumes',
      state: 'RUNNING',
      total: 1,
      counts: Object.fromEntries(TASK_ITEM_STATES.map((state) => [state, 0])),
      percent: 0,
      risks: { mayBeInUse: 0, modified: 0 },
      projects,
      clusterIds: [],
      createdAt: '',
    },
  });
  const rights = rightsOf(['acme:viewer', 'default:admin']);
  expect(visibleEvent(event, undefined, rights)).toEqual(isSeen ? event : undefined);
});

test('of snapshots everybody is told when they were read, and whether theirs are others now', () => {
  const event: FleetEvent = {
    type: 'snapshots',
    clusterId: 'c',
    asOf: '2026-01-01T00:00:00.000Z',
    isChanged: true,
  };
  const ofAcme = { projects: new Set(['acme']), removedFrom: new Map<string, string>() };
  const seenBy = (role: string, audience?: EventAudience) =>
    visibleEvent(event, audience, rightsOf([role]));
  expect(seenBy('acme:viewer', ofAcme)).toEqual(event);
  expect(seenBy('default:viewer', ofAcme)).toEqual({ ...event, isChanged: false });
  expect(seenBy('default:viewer', { ...ofAcme, projects: 'any' })).toEqual(event);
  expect(seenBy('default:viewer')).toEqual({ ...event, isChanged: false });
  expect(seenBy('system:cluster-admin')).toEqual(event);
});

test.each(['slow', 'problems'] as const)(
  'of %s are told who see a project that it is about, and cluster admins',
  (type) => {
    const ofAcme = { projects: new Set(['acme']), removedFrom: new Map<string, string>() };
    const seenBy = (role: string, audience?: EventAudience) =>
      visibleEvent({ type }, audience, rightsOf([role]));
    expect(seenBy('acme:viewer', ofAcme)).toEqual({ type });
    expect(seenBy('default:admin', ofAcme)).toBeUndefined();
    expect(seenBy('default:admin')).toBeUndefined();
    expect(seenBy('default:admin', { ...ofAcme, projects: 'any' })).toEqual({ type });
    expect(seenBy('system:cluster-admin', { ...ofAcme, projects: new Set() })).toEqual({ type });
  },
);
