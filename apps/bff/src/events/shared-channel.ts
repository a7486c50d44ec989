import {
  EVENT_FEED_PATH,
  RIGHTS_EVENT,
  rightsChange,
} from '@asterism/api-types/fleet-api/event-feed';
import { feedProofHeader, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import type { Federation } from '../session/federation.ts';
import type { Sessions } from '../session/create-sessions.ts';
import { openChannel, type Channel, type ChannelOptions, type Member } from './channel.ts';
import { messageOfFeed } from './fleet-message.ts';
import { createSessionRights } from './session-rights.ts';

export interface SharedChannelOptions extends Pick<
  ChannelOptions,
  'backOff' | 'log' | 'lastEventId' | 'onRefused'
> {
  readonly federationUrl: string;
  readonly federation: Pick<Federation, 'whoAmI'>;
  readonly sessions: Pick<Sessions, 'end'>;
  readonly proofKeys: BffProofKeys;
}

/** Of a federation that does not know this BFF, or is of an earlier release. */
const REFUSALS = [401, 403, 404, 501];

/** Whose rights have changed; undefined when it may be anybody. */
function subjectOf(data: string): string | undefined {
  try {
    const change = rightsChange.safeParse(JSON.parse(data));
    return change.success ? change.data.subject : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One connection for all sessions. The federation sends everything, and says when somebody's rights change; each session
 * is sent what its rights allow, as the federation has them.
 */
export function openSharedChannel(options: SharedChannelOptions): Channel {
  const { federationUrl, federation, sessions, proofKeys, log } = options;
  let isOpen = false;
  const rights = createSessionRights({
    federation,
    sessions,
    log,
    onStale: (member) => channel.pause(member),
    onKnown: (member, reader, isOther) => channel.resume(member, reader, isOther),
  });
  /** What is read while the federation says what changes stays true. */
  function markStale(isMeant: (member: Member) => boolean): void {
    for (const member of channel.members.values()) if (isMeant(member)) rights.markStale(member);
  }
  const channel = openChannel(
    {
      ...options,
      url: federationUrl + EVENT_FEED_PATH,
      headers: () => feedProofHeader(proofKeys, Date.now()),
      refusals: REFUSALS,
      messageOf: messageOfFeed,
      onOpen: () => {
        isOpen = true;
        markStale(() => true);
      },
      onNotice: ({ event, data }) => {
        if (event !== RIGHTS_EVENT) return;
        const subject = subjectOf(data);
        markStale(({ session }) => subject === undefined || session.username === subject);
      },
    },
    undefined,
  );
  return {
    ...channel,
    join: (session, stream, lastEventId) => {
      const isNew = !channel.members.has(session.key);
      const member = channel.join(session, stream, lastEventId);
      if (isNew && isOpen) rights.markStale(member);
      return member;
    },
    release: (member) => {
      rights.forget(member);
      return channel.release(member);
    },
    finish: (member, event) => {
      rights.forget(member);
      channel.finish(member, event);
    },
    beat: () => {
      channel.beat();
      if (isOpen) rights.recheck(channel.members.values());
    },
  };
}
