import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/send.ts';
import type { RecordedRequest } from './recording.ts';

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
/** The UUID of a thing that the server has made, which a client has from an answer. All others are the client's own. */
const OF_A_THING = /\/(?:volumes|snapshots)\/([0-9a-f-]{36})/;
const RECORDED_PROJECT = /(projects\/|projectName=|"projectName":")default\b/g;

/** What a run has in the place of what was recorded. */
export interface Own {
  /** `host:port`. */
  readonly host: string;
  readonly token: string;
  readonly project: string;
}

/**
 * Puts a run's own values into recorded requests, and leaves every other byte as it was. The first UUID of a thing that
 * a request names and no request has named before is that of the answer before it: so the clients work. An ETag
 * is that of the last answer that had one.
 */
export function createReplacement({ host, token, project }: Own) {
  const uuids = new Map<string, string>();
  let answered = { UUID: '', ETag: '' };

  const replaceIn = (text: string): string =>
    text
      .replaceAll(RECORDED_PROJECT, (_, before: string) => `${before}${project}`)
      .replaceAll(UUID, (recorded) => {
        const own = uuids.get(recorded) ?? randomUUID();
        uuids.set(recorded, own);
        return own;
      });

  function headerOf(name: string, value: string, body: string, recordedBody: string): string {
    if (name === 'If-Match') return answered.ETag;
    if (name === 'Content-Length' && body !== recordedBody) return String(Buffer.byteLength(body));
    return value
      .replace('<host>:<port>', host)
      .replace('<token>', token)
      .replace('<bad token>', `${token}x`);
  }

  return {
    /** The request as this run sends it. */
    own(recorded: RecordedRequest): RecordedRequest {
      const thing = OF_A_THING.exec(recorded.path)?.[1];
      if (thing !== undefined && !uuids.has(thing)) uuids.set(thing, answered.UUID);
      const body = replaceIn(recorded.body);
      return {
        method: recorded.method,
        path: replaceIn(recorded.path),
        headers: recorded.headers.map(([name, value]) => [
          name,
          headerOf(name, value, body, recorded.body),
        ]),
        body,
      };
    },
    /** Takes from an answer what the client takes from it. */
    learn({ json }: Answer): void {
      const { UUID: uuid, ETag } = json;
      answered = {
        UUID: typeof uuid === 'string' ? uuid : answered.UUID,
        ETag: typeof ETag === 'string' ? ETag : answered.ETag,
      };
    },
  };
}
