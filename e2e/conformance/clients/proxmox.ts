import { isGone, isReady, listed, valuesOf } from './look.ts';
import { play, type ClientTarget, type Exchange, type Known, type Step } from './script.ts';

const volume = ({ UUID = '', project = '' }: Known): string =>
  `/volumes/${UUID}?projectName=${project}`;
const snapshots = ({ project }: Known): string => `/projects/${project}/snapshots`;
const snapshot = (known: Known): string => `${snapshots(known)}/${known['snapshot'] ?? ''}`;
const NQN = 'nqn.2014-08.org.nvmexpress:uuid:pve-node-a';

const waitForVolume = (does: string, finds?: Step['finds']): Step => ({
  does,
  method: 'GET',
  path: volume,
  answers: [200],
  until: isReady,
  ...(finds === undefined ? {} : { finds }),
});
/** The plugin sends no If-Match, and the project both in the query and in the body. */
const update = (does: string, changes: object): Step => ({
  does,
  method: 'PUT',
  path: volume,
  body: ({ project }) => ({ ...changes, projectName: project }),
  answers: [200],
  patient: true,
});

const status: readonly Step[] = [
  {
    does: 'look at the capacity',
    method: 'GET',
    path: () => '/cluster',
    answers: [200],
    finds: ({ json }) =>
      typeof json['subsystemNQN'] === 'string' &&
      /"estimatedFreeLogicalStorage":"\d+"/.test(JSON.stringify(json['statistics'])),
  },
  {
    does: 'look for the targets',
    method: 'GET',
    path: () => '/nodes',
    answers: [200],
    finds: (answer) => listed(answer, 'nodes').length > 0,
  },
  {
    does: 'list the images',
    method: 'GET',
    path: ({ project }) => `/volumes?projectName=${project}`,
    answers: [200],
  },
];

const lifeOfAnImage: readonly Step[] = [
  {
    does: 'allocate the image',
    method: 'POST',
    path: () => '/volumes',
    body: ({ name, project }) => ({
      name,
      size: '10737418240',
      replicaCount: 1,
      projectName: project,
      acl: { values: [NQN] },
      labels: [
        { key: 'pveVmid', value: '100' },
        { key: 'pveNode', value: 'node-a' },
        { key: 'pveStorage', value: 'lb-storage' },
      ],
    }),
    answers: [200],
    keeps: ({ json }) => ({ UUID: json['UUID'] }),
  },
  waitForVolume('wait for the image', (answer) => listed(answer, 'labels').length === 3),
  update('let another node in', { acl: { values: [NQN, `${NQN}-2`] } }),
  waitForVolume('wait until it is let in', (answer) => valuesOf(answer, 'acl').length === 2),
];

const snapshotAndRollback: readonly Step[] = [
  {
    does: 'take a snapshot',
    method: 'POST',
    path: snapshots,
    body: ({ UUID }) => ({ name: `snap-${UUID}-snap1`, sourceVolumeUUID: UUID }),
    answers: [200],
    keeps: ({ json }) => ({ snapshot: json['UUID'] }),
  },
  {
    does: 'wait for the snapshot',
    method: 'GET',
    path: snapshot,
    answers: [200],
    until: isReady,
  },
  {
    does: 'find the snapshot by its name',
    method: 'GET',
    path: snapshots,
    answers: [200],
    until: (answer, { UUID, snapshot }) =>
      listed(answer, 'snapshots').some(
        (one) =>
          one['name'] === `snap-${UUID}-snap1` &&
          one['UUID'] === snapshot &&
          one['sourceVolumeUUID'] === UUID,
      ),
  },
  {
    does: 'roll back',
    method: 'PUT',
    path: ({ project, UUID }) => `/projects/${project}/volumes/${UUID}/rollback`,
    body: ({ snapshot }) => ({ srcSnapshotUUID: snapshot }),
    answers: [200],
  },
  waitForVolume('wait for the end of the rollback'),
  update('resize the image', { size: '21474836480' }),
  waitForVolume('wait for the size', ({ json }) => json['size'] === '21474836480'),
];

/** The plugin takes any refusal of a second delete for success once the snapshot is gone or going. */
const end: readonly Step[] = [
  { does: 'delete the snapshot', method: 'DELETE', path: snapshot, answers: [200], patient: true },
  {
    does: 'delete it once more',
    method: 'DELETE',
    path: snapshot,
    answers: [400, 404, 409, 412],
  },
  {
    does: 'look whether the snapshot is going',
    method: 'GET',
    path: snapshot,
    answers: [200, 404],
    finds: isGone,
  },
  { does: 'free the image', method: 'DELETE', path: volume, answers: [200], patient: true },
  {
    does: 'wait until it is gone',
    method: 'GET',
    path: volume,
    answers: [200, 404],
    until: ({ status }) => status === 404,
  },
];

/** What the Proxmox VE plugin sends from its start to the end of an image (lightbits-api §7.2). */
export const playProxmox = (target: ClientTarget): Promise<readonly Exchange[]> =>
  play(target, [...status, ...lifeOfAnImage, ...snapshotAndRollback, ...end], {
    name: `vm-100-${crypto.randomUUID()}`,
  });
