import { isGone, isReady, listed, valuesOf } from './look.ts';
import { play, type ClientTarget, type Exchange, type Known, type Step } from './script.ts';

const volumes = ({ project }: Known): string => `/projects/${project}/volumes`;
const snapshots = ({ project }: Known): string => `/projects/${project}/snapshots`;
const one = (known: Known, key: string): string => `${volumes(known)}/${known[key] ?? ''}`;
const GONE = [200, 404];

const createVolume = (
  does: string,
  name: string,
  keep: string,
  source: (known: Known) => string | null,
): Step => ({
  does,
  method: 'POST',
  path: volumes,
  body: (known) => ({
    name: known[name],
    size: '4 gib',
    replicaCount: '1',
    compression: 'True',
    acl: { values: ['ALLOW_NONE'] },
    sourceSnapshotUUID: null,
    sourceSnapshotName: source(known),
  }),
  answers: [200, 201],
  keeps: ({ json }) => ({ [keep]: json['UUID'] }),
});
const waitFor = (key: string): Step => ({
  does: `wait for the ${key}`,
  method: 'GET',
  path: (known) => one(known, key),
  answers: [200],
  until: isReady,
  keeps: ({ json }) => ({ ETag: json['ETag'] }),
});
/** An update with the ETag of the moment before. */
const update = (
  does: string,
  body: object,
  answers: readonly number[] = [200],
): readonly Step[] => [
  {
    does: `read the volume to ${does}`,
    method: 'GET',
    path: (known) => one(known, 'volume'),
    answers: [200],
    keeps: ({ json }) => ({ ETag: json['ETag'] }),
  },
  {
    does,
    method: 'PUT',
    path: (known) => one(known, 'volume'),
    ifMatch: ({ ETag }) => ETag ?? '',
    body: ({ volume }) => ({ UUID: volume, ...body }),
    answers,
  },
];
const removeVolume = (key: string): readonly Step[] => [
  {
    does: `delete the ${key}`,
    method: 'DELETE',
    path: (known) => one(known, key),
    answers: [200],
    patient: true,
  },
  {
    does: `wait for the end of the ${key}`,
    method: 'GET',
    path: (known) => one(known, key),
    answers: GONE,
    until: ({ status }) => status === 404,
  },
];

/** What the driver asks of a cluster before it serves. */
const start: readonly Step[] = [
  {
    does: 'look at the cluster',
    method: 'GET',
    path: () => '/clusterinfo',
    answers: [200],
    finds: ({ json }) => json['UUID'] !== '' && json['subsystemNQN'] !== '',
  },
  {
    does: 'look for the targets',
    method: 'GET',
    path: () => '/nodes',
    answers: [200],
    finds: (answer) =>
      listed(answer, 'nodes').every(({ nvmeEndpoint, UUID }) => Boolean(nvmeEndpoint && UUID)),
  },
  // A tenant has no right to it: the driver goes on without statistics.
  { does: 'look at the capacity', method: 'GET', path: () => '/cluster', answers: [200, 403] },
];

const lifeOfAVolume: readonly Step[] = [
  {
    does: 'look whether the name is free',
    method: 'GET',
    path: (known) => `${volumes(known)}/?name=${known['name']}`,
    answers: [404],
  },
  createVolume('create the volume', 'name', 'volume', () => null),
  waitFor('volume'),
  {
    does: 'find the volume by name',
    method: 'GET',
    path: (known) => `${volumes(known)}/?name=${known['name']}`,
    answers: [200],
    finds: (answer, { volume }) =>
      answer.json['UUID'] === volume && valuesOf(answer, 'IPAcl').length > 0,
  },
  ...update('extend the volume', { size: '8 gib' }),
  // While the first is under way: the driver is told 503, waits and comes again.
  ...update('extend it again at once', { size: '9 gib' }, [200, 503]),
  waitFor('volume'),
  ...update('extend it again', { size: '9 gib' }),
  waitFor('volume'),
  ...update('let a host in', {
    acl: { values: ['nqn.2014-08.org.nvmexpress:uuid:host-1'] },
    IPAcl: { values: ['10.20.30.40'] },
  }),
  {
    ...waitFor('volume'),
    does: 'wait until the host is let in',
    finds: (answer) =>
      answer.json['size'] === String(9 * 2 ** 30) &&
      valuesOf(answer, 'acl').join() === 'nqn.2014-08.org.nvmexpress:uuid:host-1' &&
      valuesOf(answer, 'IPAcl').join() === '10.20.30.40',
  },
];

const snapshotAndClone: readonly Step[] = [
  {
    does: 'look whether the name of the snapshot is free',
    method: 'GET',
    path: (known) => `${snapshots(known)}/?Name=${known['snapshotName']}`,
    answers: [404],
  },
  {
    does: 'take a snapshot',
    method: 'POST',
    path: snapshots,
    body: ({ name, snapshotName }) => ({
      name: snapshotName,
      sourceVolumeUUID: null,
      sourceVolumeName: name,
    }),
    answers: [200, 201],
    keeps: ({ json }) => ({ snapshot: json['UUID'] }),
  },
  {
    does: 'wait for the snapshot',
    method: 'GET',
    path: (known) => `${snapshots(known)}/?Name=${known['snapshotName']}`,
    answers: [200],
    until: isReady,
  },
  {
    ...createVolume('clone the snapshot', 'cloneName', 'clone', (k) => k['snapshotName'] ?? null),
    body: ({ cloneName, snapshotName }) => ({
      name: cloneName,
      size: '9 gib',
      replicaCount: '1',
      compression: 'False',
      acl: { values: ['ALLOW_NONE'] },
      IPAcl: { values: ['ALLOW_ANY'] },
      sourceSnapshotUUID: null,
      sourceSnapshotName: snapshotName,
    }),
  },
  waitFor('clone'),
  {
    does: 'list the volumes',
    method: 'GET',
    path: volumes,
    answers: [200],
    until: (answer, { volume, clone }) => {
      const uuids = new Set(listed(answer, 'volumes').map(({ UUID }) => UUID));
      return uuids.has(volume) && uuids.has(clone);
    },
  },
];

const end: readonly Step[] = [
  ...removeVolume('clone'),
  {
    does: 'read the snapshot',
    method: 'GET',
    path: (known) => `${snapshots(known)}/${known['snapshot'] ?? ''}`,
    answers: [200],
    finds: isReady,
  },
  {
    does: 'delete the snapshot',
    method: 'DELETE',
    path: (known) => `${snapshots(known)}/${known['snapshot'] ?? ''}`,
    answers: [200],
    patient: true,
  },
  {
    does: 'wait for the end of the snapshot',
    method: 'GET',
    path: (known) => `${snapshots(known)}/${known['snapshot'] ?? ''}`,
    answers: GONE,
    until: isGone,
  },
  ...removeVolume('volume'),
];

/** What OpenStack Cinder's LightOS driver sends from its start to the end of a volume (lightbits-api §7.1). */
export const playCinder = (target: ClientTarget): Promise<readonly Exchange[]> => {
  const tail = crypto.randomUUID();
  return play(target, [...start, ...lifeOfAVolume, ...snapshotAndClone, ...end], {
    name: `volume-${tail}`,
    snapshotName: `snapshot-${tail}`,
    cloneName: `clone-${tail}`,
  });
};
