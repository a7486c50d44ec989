import { z } from 'zod/mini';
import type { EventAudience } from '../rules/visible-event.ts';
import { fleetEvent, type FleetEvent } from './fleet-events.ts';

/**
 * Path of the stream of all events for a BFF, which shows each of its people their part. Not part of the public API: it
 * takes the proof of a BFF, and no token of anybody.
 */
export const EVENT_FEED_PATH = '/api/v2/fleet/event-feed';

/** The name of the event that says that rights or tokens have changed. It has no id. */
export const RIGHTS_EVENT = 'rights';

/** Whose rights or tokens have changed; of anybody, without a name. */
export const rightsChange = z.object({ subject: z.optional(z.string()) });
export type RightsChange = z.infer<typeof rightsChange>;

const audienceText = z.nullable(
  z.object({
    projects: z.union([z.array(z.string()), z.literal('any')]),
    removedFrom: z.array(z.tuple([z.string(), z.string()])),
  }),
);

function writeAudience(audience: EventAudience | undefined): string {
  if (audience === undefined) return 'null';
  const { projects, removedFrom } = audience;
  const written: z.infer<typeof audienceText> = {
    projects: projects === 'any' ? 'any' : [...projects],
    removedFrom: [...removedFrom],
  };
  return JSON.stringify(written);
}

/** The data of an event in the feed: two lines, the event as JSON and whom it is for. */
export const writeFeedData = (json: string, audience: EventAudience | undefined): string =>
  `${json}\n${writeAudience(audience)}`;

/** The first line of an event's data: the whole event. */
export const wholeOfFeedData = (data: string): string => data.slice(0, data.indexOf('\n'));

/** Reads an event's data; undefined when this version does not know the event, and so cannot say who may see it. */
export function readFeedData(
  data: string,
): { readonly event: FleetEvent; readonly audience: EventAudience | undefined } | undefined {
  try {
    const at = data.indexOf('\n');
    const event = fleetEvent.safeParse(JSON.parse(data.slice(0, at)));
    const audience = audienceText.safeParse(JSON.parse(data.slice(at + 1)));
    if (!event.success || !audience.success) return undefined;
    if (audience.data === null) return { event: event.data, audience: undefined };
    const { projects, removedFrom } = audience.data;
    return {
      event: event.data,
      audience: {
        projects: projects === 'any' ? 'any' : new Set(projects),
        removedFrom: new Map(removedFrom),
      },
    };
  } catch {
    return undefined;
  }
}
