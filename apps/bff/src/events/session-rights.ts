import type { Logger } from 'pino';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { bearer, type Federation } from '../session/federation.ts';
import type { Sessions } from '../session/create-sessions.ts';
import type { Member } from './channel.ts';
import type { Reader } from './fleet-message.ts';

/** After a restart of the federation, the rights of thousands of sessions are read. */
const READS_AT_ONCE = 16;
/** Rights are read again so often also when the federation does not say that they have changed. */
const RECHECK_MS = 60_000;

interface Reading {
  readAt: number;
  /** The roles that were read last. */
  key?: string;
  /** How often they became stale: what was asked before is not believed. */
  times: number;
}

export interface SessionRightsOptions {
  readonly federation: Pick<Federation, 'whoAmI'>;
  readonly sessions: Pick<Sessions, 'end'>;
  readonly log: Logger;
  readonly onStale: (member: Member) => void;
  /** What the session may see, and whether that is other than before. */
  readonly onKnown: (member: Member, reader: Reader, isOther: boolean) => void;
}

/** Reads what sessions with open streams may see. */
export interface SessionRights {
  /** Nothing is believed of the member until its rights have been read anew. */
  markStale(member: Member): void;
  forget(member: Member): void;
  /** Reads what was not read for long, or could not be read. */
  recheck(members: Iterable<Member>): void;
}

export function createSessionRights(options: SessionRightsOptions): SessionRights {
  const { federation, sessions, log, onStale, onKnown } = options;
  const readings = new Map<Member, Reading>();
  const due = new Set<Member>();
  let atWork = 0;

  async function read(member: Member): Promise<void> {
    const reading = readings.get(member);
    if (reading === undefined) return;
    const { times } = reading;
    const answer = await federation.whoAmI({}, { headers: bearer(member.session.token) });
    if (readings.get(member) !== reading || reading.times !== times) return;
    if (answer.ok) {
      const { roles } = answer.value;
      const key = JSON.stringify(roles.toSorted());
      const isOther = reading.key !== undefined && reading.key !== key;
      reading.readAt = performance.now();
      reading.key = key;
      if (isOther || member.reader === undefined) {
        onKnown(member, { key, rights: rightsOf(roles) }, isOther);
      }
    } else if (answer.error.status === 401) {
      await sessions.end(member.session.key);
    } else {
      log.warn({ reason: answer.error.message }, 'the rights of a session could not be read');
    }
  }

  function readDue(): void {
    for (const member of due) {
      if (atWork >= READS_AT_ONCE) return;
      due.delete(member);
      atWork += 1;
      read(member)
        .catch((error: unknown) => log.error({ err: error }, 'rights could not be read'))
        .finally(() => {
          atWork -= 1;
          readDue();
        });
    }
  }

  return {
    markStale: (member) => {
      const reading = readings.get(member) ?? { readAt: -Infinity, times: 0 };
      reading.readAt = -Infinity;
      reading.times += 1;
      readings.set(member, reading);
      onStale(member);
      due.add(member);
      readDue();
    },
    forget: (member) => {
      readings.delete(member);
      due.delete(member);
    },
    recheck: (members) => {
      const now = performance.now();
      for (const member of members) {
        const readAt = readings.get(member)?.readAt ?? now;
        if (now - readAt > RECHECK_MS) due.add(member);
      }
      readDue();
    },
  };
}
