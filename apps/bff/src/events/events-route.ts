import { z } from 'zod/mini';
import { EVENTS_PATH } from '@asterism/api-types/bff-api/bff-api';
import { failure } from '@asterism/api-types/common/failure';
import { defineOperation } from '@asterism/api-types/common/operation';
import { refuse } from '../http/refuse.ts';
import { sessionRoute, type Route } from '../http/route.ts';
import { openBrowserStream } from './browser-stream.ts';
import type { EventHub } from './event-hub.ts';

/** Only ids of this form are passed to the federation. */
const ID_FORM = /^[\x21-\x7e]{1,128}$/;

const streamEvents = defineOperation({
  method: 'GET',
  path: EVENTS_PATH,
  summary: 'The events of the fleet, as server-sent events.',
  source: 'ours',
  input: z.object({
    /** Where the stream starts, as `Last-Event-ID` says for a stream that is opened again by the browser itself. */
    after: z.optional(z.string().check(z.regex(ID_FORM, 'must be the id of an event'))),
  }),
  output: z.object({}),
  errors: [401],
});

export const eventsRoute = (hub: EventHub): Route =>
  sessionRoute('streamEvents', streamEvents, ({ after }, session, { request, response }) => {
    if (request.method === 'HEAD') return void response.end();
    const id = request.get('last-event-id');
    const lastEventId = id !== undefined && ID_FORM.test(id) ? id : after;
    if (!hub.hasRoom(session.key)) {
      const tooMany = failure('resourceExhausted', 'This session has too many event streams open.');
      return refuse(response, tooMany);
    }
    return hub.join(session, openBrowserStream(response), lastEventId);
  });
