import type { Answer } from '../http/send.ts';
import { objectIn } from '../http/send.ts';
import type { RecordedRequest } from './recording.ts';

/** A volume or a snapshot, as far as its client has said what it should be. */
export interface Thing {
  readonly UUID: string;
  readonly name: string;
  /** In bytes; a snapshot has none. */
  readonly size?: number | undefined;
  readonly acl?: string | undefined;
}

/** What a path of the API is about. */
export interface Subject {
  /** The first part behind the prefix and the project: `volumes`. */
  readonly collection: string;
  /** As in the path; undefined for the collection itself. */
  readonly UUID: string | undefined;
  /** As in the query of a path that ends in a slash. */
  readonly name: string | undefined;
}

export function subjectOf({ path }: Pick<RecordedRequest, 'path'>): Subject {
  const { pathname, searchParams } = new URL(path, 'http://cluster');
  const [collection = '', UUID] = pathname
    .replace(/^\/api\/v2\/(?:projects\/[^/]+\/)?/, '')
    .split('/');
  const name = searchParams.get('name') ?? searchParams.get('Name') ?? undefined;
  return { collection, UUID: UUID === '' ? undefined : UUID, name };
}

function bytesOf(size: unknown): number | undefined {
  const [, amount = '', unit] = /^(\d+)( gib)?$/.exec(String(size)) ?? [];
  return amount === '' ? undefined : Number(amount) * (unit === undefined ? 1 : 2 ** 30);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a client has made and not deleted: what it may count on to be there. */
export function createThings() {
  const things = new Map<string, Thing>();
  const deleted = new Set<string>();

  /** What a body requests, on top of the state before. */
  function asked(body: string, before: Thing): Thing {
    const { name, size, acl } = objectIn(body);
    return {
      ...before,
      ...(name === undefined ? {} : { name: textOf(name) }),
      ...(size === undefined ? {} : { size: bytesOf(size) }),
      ...(acl === undefined ? {} : { acl: JSON.stringify(acl) }),
    };
  }

  return {
    find: ({ collection, UUID, name }: Subject): Thing | undefined =>
      [...things].find(
        ([key, thing]) =>
          key.startsWith(`${collection}/`) && (thing.UUID === UUID || thing.name === name),
      )?.[1],
    wasDeleted: ({ UUID = '' }: Subject): boolean => deleted.has(UUID),
    all: (collection: string): readonly Thing[] =>
      [...things].flatMap(([key, thing]) => (key.startsWith(`${collection}/`) ? [thing] : [])),
    /** Takes note of what a request has done. */
    done({ method, path, body }: RecordedRequest, { json }: Answer): void {
      const { collection, UUID } = subjectOf({ path });
      const uuid = method === 'POST' ? textOf(json['UUID']) : (UUID ?? '');
      const key = `${collection}/${uuid}`;
      if (method === 'POST' || method === 'PUT') {
        things.set(key, asked(body, things.get(key) ?? { UUID: uuid, name: '' }));
      }
      if (method === 'DELETE') {
        things.delete(key);
        deleted.add(uuid);
      }
    },
  };
}
export type Things = ReturnType<typeof createThings>;
