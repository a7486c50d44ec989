import { lookup as lookUpBySystem } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createSemaphore } from './semaphore.ts';

/** Resolves a host name to one address. */
export type Resolve = (host: string) => Promise<string>;

export interface ResolverOptions {
  readonly lookUp?: Resolve;
  /** Milliseconds after which a name is taken to have the address that it had before. */
  readonly timeoutMs?: number;
}

/**
 * The system's resolver holds a thread of the process for each name until it has an answer. There are four, and tokens are
 * signed by them too: names that never resolve must not take them all.
 */
const AT_ONCE = 2;
const TIMEOUT_MS = 1_000;
const KNOWN_MAX = 1_000;

/**
 * Asks the system's resolver: for a name once at a time, and for few names at a time. One that has had an address does not
 * wait for those that hang: whoever answers there must have the pinned certificate anyway.
 */
export function createResolver({
  lookUp = async (host) => (await lookUpBySystem(host)).address,
  timeoutMs = TIMEOUT_MS,
}: ResolverOptions = {}): Resolve {
  const turns = createSemaphore(AT_ONCE);
  const underWay = new Map<string, Promise<string>>();
  const known = new Map<string, string>();

  async function lookUpInTurn(host: string): Promise<string> {
    const giveBack = await turns.take(undefined);
    try {
      const address = await lookUp(host);
      known.delete(host);
      known.set(host, address);
      const [oldest] = known.keys();
      if (known.size > KNOWN_MAX && oldest !== undefined) known.delete(oldest);
      return address;
    } finally {
      giveBack();
      underWay.delete(host);
    }
  }

  return (host) => {
    const asked = underWay.get(host) ?? lookUpInTurn(host);
    underWay.set(host, asked);
    const before = known.get(host);
    return before === undefined
      ? asked
      : Promise.race([asked, pause(timeoutMs, before, { ref: false })]);
  };
}

/** The one of this process. */
export const resolveBySystem: Resolve = createResolver();
