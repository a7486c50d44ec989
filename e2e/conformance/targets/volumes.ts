import { until } from '@asterism/test-stack/until';
import type { Target } from './target.ts';

/** A volume on the wire, as far as the tests need it. */
export interface WireVolume {
  readonly UUID: string;
  readonly ETag: string;
  readonly name: string;
  readonly state: string;
  readonly projectName: string;
  readonly size: string;
}

const TEXTS = ['UUID', 'ETag', 'name', 'state', 'projectName', 'size'] as const;

/** @throws Error when it is none. */
export function wireVolume(value: Readonly<Record<string, unknown>>): WireVolume {
  const [UUID = '', ETag = '', name = '', state = '', projectName = '', size = ''] = TEXTS.map(
    (field) => {
      const text = value[field];
      if (typeof text !== 'string')
        throw new Error(`No volume, ${field} is missing: ${JSON.stringify(value)}`);
      return text;
    },
  );
  return { UUID, ETag, name, state, projectName, size };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The volumes of a list's answer. */
export function wireVolumes({ volumes }: Readonly<Record<string, unknown>>): WireVolume[] {
  return Array.isArray(volumes) ? volumes.filter(isRecord).map(wireVolume) : [];
}

let serial = 0;
/** What the names begin with of all volumes that this process creates. */
const OWN = `conformance-${Date.now().toString(36)}-${process.pid}-`;
/** A name that no volume has had yet. */
export const newName = (): string => `${OWN}${(serial += 1)}`;

/** Creates, reads and changes volumes of a target as its admin. */
export function volumesOf(target: Target) {
  const headers = { ...target.credentials('admin'), 'content-type': 'application/json' };

  async function create(name = newName(), projectName = target.project): Promise<WireVolume> {
    const answer = await target.send({
      method: 'POST',
      path: '/api/v2/volumes',
      headers,
      body: JSON.stringify({
        name,
        size: '1 gib',
        replicaCount: 1,
        acl: { values: ['ALLOW_NONE'] },
        projectName,
      }),
    });
    if (answer.status !== 200) throw new Error(`${name} was not created: ${answer.text}`);
    return wireVolume(answer.json);
  }

  const read = (UUID: string) =>
    target.send({ method: 'GET', path: `/api/v2/volumes/${UUID}`, headers });

  const inState = (UUID: string, state: string): Promise<WireVolume> =>
    until(`the volume ${UUID} to be ${state}`, async () => {
      const answer = await read(UUID);
      const volume = answer.status === 200 ? wireVolume(answer.json) : undefined;
      return volume?.state === state ? volume : undefined;
    });

  return {
    create,
    read,
    inState,
    createAvailable: async () => inState((await create()).UUID, 'Available'),
    update: (UUID: string, changes: Readonly<Record<string, unknown>>) =>
      target.send({
        method: 'PUT',
        path: `/api/v2/volumes/${UUID}`,
        headers: { ...headers, 'if-match': '*' },
        body: JSON.stringify(changes),
      }),
    remove: (UUID: string) =>
      target.send({
        method: 'DELETE',
        path: `/api/v2/volumes/${UUID}`,
        headers: { ...headers, 'if-match': '*' },
      }),
    /** Deletes what this process has created and is still there. */
    async removeOwn(): Promise<void> {
      for await (const { UUID, name, state } of this.walk(`&projectName=${target.project}`)) {
        if (!name.startsWith(OWN) || state === 'Failed') continue;
        await inState(UUID, 'Available');
        const removed = await this.remove(UUID);
        if (removed.status !== 200) throw new Error(`${name} was not deleted: ${removed.text}`);
      }
    },
    /** Every page of the list, one volume after the other. */
    async *walk(query = '', limit = 1000): AsyncGenerator<WireVolume> {
      let offset = '';
      for (;;) {
        const answer = await target.send({
          method: 'GET',
          path: `/api/v2/volumes?limit=${limit}${query}${offset === '' ? '' : `&offsetUUID=${offset}`}`,
          headers,
        });
        if (answer.status !== 200) throw new Error(`The list ends early: ${answer.text}`);
        const page = wireVolumes(answer.json);
        yield* page;
        if (page.length < limit) return;
        offset = page.at(-1)?.UUID ?? '';
      }
    },
  };
}
