import { readFeedData, wholeOfFeedData } from '@asterism/api-types/fleet-api/event-feed';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { Rights } from '@asterism/api-types/rules/roles';
import { visibleEvent } from '@asterism/api-types/rules/visible-event';

/** A server-sent event. */
interface SentEvent {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: string;
}

/** Who reads: everything that the federation sent to this session, or what its rights allow. */
export type Reader =
  | 'as-sent'
  | {
      /** The same for the same rights. */
      readonly key: string;
      readonly rights: Rights;
    };

/** The bytes of a message for a reader; undefined when there is nothing in it for them. */
export type BytesFor = (reader: Reader) => Uint8Array | undefined;

/** A message for the browsers. */
export interface FleetMessage {
  readonly id?: string | undefined;
  /** Of the whole message. */
  readonly characters: number;
  /** Makes its bytes once for all who may see the same, for as long as the function is kept. */
  encode(): BytesFor;
}

export function encodeEvent({ id, event, data }: SentEvent): Buffer {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...data.split('\n').map((line) => `data: ${line}`),
  ];
  return Buffer.from(`${lines.join('\n')}\n\n`);
}

/** An event as the federation sent it to a session, by its rights. Its data is passed on unparsed. */
export function messageAsSent(sent: SentEvent): FleetMessage {
  const bytes = encodeEvent(sent);
  return {
    id: sent.id,
    characters: sent.data.length,
    encode: () => (reader) => (reader === 'as-sent' ? bytes : undefined),
  };
}

/** An event of the feed of all events: of each reader, the part that they may see. */
export function messageOfFeed(sent: SentEvent & { readonly id: string }): FleetMessage {
  const { id, data } = sent;

  function encode(): BytesFor {
    const parts = new Map<string, Uint8Array | undefined>();
    let read: ReturnType<typeof readFeedData> | 'unread' = 'unread';

    function partFor(rights: Rights): Uint8Array | undefined {
      // As it came: the cluster admins see all of it, also what this version does not know.
      if (rights.isClusterAdmin) return encodeEvent({ id, data: wholeOfFeedData(data) });
      if (read === 'unread') read = readFeedData(data);
      const visible = read && visibleEvent(read.event, read.audience, rights);
      return visible && encodeEvent({ id, data: JSON.stringify(visible) });
    }
    return (reader) => {
      if (reader === 'as-sent') return undefined;
      if (!parts.has(reader.key)) parts.set(reader.key, partFor(reader.rights));
      return parts.get(reader.key);
    };
  }
  return { id, characters: data.length, encode };
}

const resync: FleetEvent = { type: 'resync' };

/** As bytes: makes the browser refetch everything, because it may have missed events. */
export const RESYNC = encodeEvent({ data: JSON.stringify(resync) });

/** The federation is unreachable: the browser shows the last known data. */
export const FEDERATION_LOST = encodeEvent({ event: 'federation-lost', data: '{}' });

export const FEDERATION_BACK = encodeEvent({ event: 'federation-back', data: '{}' });
