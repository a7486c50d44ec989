import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  drainMs,
  FAILURES_MAX,
  type FailureCounter,
  type FailureCounts,
} from '../store/failure-counts.ts';

/** Of one account from one network, without a wait. */
const TRIES = FAILURES_MAX.accountInNetwork;
/** So many failures of an account from everywhere cost every network one of its tries. */
const FAILURES_PER_TRY_LESS = 10;
const KNOWN_MAX = 10_000;

/** A try that may be judged. Until it is, it counts as one that failed. */
export interface LoginTry {
  /** So many names fail from its network that its tries have to come one after the other. */
  readonly isSprayed: boolean;
  /** It was not judged. */
  giveBack(): Promise<void>;
  /** It was the right password. */
  succeed(): Promise<void>;
}

/** Why a try may not be judged now. */
export interface LoginWait {
  readonly waitSeconds: number;
}

/**
 * Slows down guessing, and nobody else. Failures are counted by account and network; those of an account from everywhere
 * leave each network fewer tries, but one in any case: nobody can lock somebody else out from another network.
 */
export interface LoginThrottle {
  take(account: string, address: string): Promise<Result<LoginTry, LoginWait>>;
}

/** An IPv6 customer has a /56 at least; IPv4 in IPv6 clothes is IPv4. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1] ?? '';
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = (address.split('%', 1)[0] ?? '').split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
  return groups.join('').slice(0, 14).toLowerCase();
}

const nameOf = (account: string): string => account.normalize('NFKC').toLowerCase().trim();

/** A hash: names are as long as strangers choose them. */
const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('base64');

/** What is known of a try that may be judged. */
interface Judged {
  /** It is the first failure of the account from the network. */
  readonly isNewName: boolean;
  readonly isSprayed: boolean;
}

/** A {@link LoginThrottle} by these counts. Who has signed in from where is remembered in memory. */
export function createLoginThrottle(counts: FailureCounts): LoginThrottle {
  /** Accounts and networks from which somebody has signed in to them, the last one last. */
  const known = new Set<string>();

  function remember(pair: string): void {
    known.delete(pair);
    known.add(pair);
    const [oldest] = known;
    if (known.size > KNOWN_MAX && oldest !== undefined) known.delete(oldest);
  }

  return {
    async take(account, address) {
      const network = networkOf(address);
      const name = nameOf(account);
      const pair = keyOf(name, network);
      const counters: readonly FailureCounter[] = [
        { kind: 'accountInNetwork', key: pair },
        { kind: 'account', key: keyOf(name) },
        { kind: 'network', key: network },
      ];
      const taken = await counts.update<Result<Judged, LoginWait>>(counters, (left) => {
        const [failures = 0, ofAccount = 0, names = 0] = left;
        const ofOthers = Math.max(0, ofAccount - TRIES);
        const tries = Math.max(1, TRIES - Math.floor(ofOthers / FAILURES_PER_TRY_LESS));
        const tooMany = failures - (tries - 1);
        if (tooMany > 0) {
          const waitSeconds = Math.ceil((tooMany * drainMs('accountInNetwork')) / 1000);
          return { changes: [], answer: err({ waitSeconds }) };
        }
        const isNewName = failures === 0;
        const isSprayed = !known.has(pair) && names > FAILURES_MAX.network - 1;
        return { changes: [1, 1, isNewName ? 1 : 0], answer: ok({ isNewName, isSprayed }) };
      });
      if (!taken.ok) return taken;
      const { isNewName, isSprayed } = taken.value;
      return ok({
        isSprayed,
        giveBack: () =>
          counts.update(counters, () => ({
            // Turned away because the network is sprayed, it says nothing against it.
            changes: [-1, -1, isNewName && !isSprayed ? -1 : 0],
            answer: undefined,
          })),
        async succeed() {
          remember(pair);
          // It is the name of a person there, mistyped passwords or not.
          await counts.update(counters, ([failures = 0]) => ({
            changes: [-failures, -1, -1],
            answer: undefined,
          }));
        },
      });
    },
  };
}
