import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { createFailureBuckets } from './failure-buckets.ts';

const WINDOW_MS = 15 * 60_000;
/** Of one account from one network. */
const TRIES = 10;
const MS_PER_TRY = WINDOW_MS / TRIES;
/** Failures of one account from everywhere; so many more of them cost every network one of its tries. */
const ACCOUNT_FAILURES = 100;
const FAILURES_PER_TRY_LESS = 10;
/** Names that fail from one network: beyond, it tries one password on many names. */
const NAMES = 100;
/** More than there can be in use: a try takes a hash of the password, and a few hundred of these are made in a second. */
const BUCKETS_MAX = 50_000;
const KNOWN_MAX = 10_000;

/** A try that may be judged. Until it is, it counts as one that failed. */
export interface LoginTry {
  /** So many names fail from its network that its tries have to come one after the other. */
  readonly isSprayed: boolean;
  /** It was not judged. */
  giveBack(): void;
  /** It was the right password. */
  succeed(): void;
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
  take(account: string, address: string): Result<LoginTry, LoginWait>;
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

const bucketsOf = (failuresMax: number) =>
  createFailureBuckets({
    failuresMax,
    msPerFailure: WINDOW_MS / failuresMax,
    bucketsMax: BUCKETS_MAX,
  });

/** A {@link LoginThrottle} in the memory of this process. `now` is in milliseconds and never goes back. */
export function createLoginThrottle(now: () => number = () => performance.now()): LoginThrottle {
  const pairs = bucketsOf(TRIES);
  const accounts = bucketsOf(ACCOUNT_FAILURES);
  const names = bucketsOf(NAMES);
  /** Accounts and networks from which somebody has signed in to them, the last one last. */
  const known = new Set<string>();

  function remember(pair: string): void {
    known.delete(pair);
    known.add(pair);
    const [oldest] = known;
    if (known.size > KNOWN_MAX && oldest !== undefined) known.delete(oldest);
  }

  return {
    take(account, address) {
      const at = now();
      const network = networkOf(address);
      const name = nameOf(account);
      const pair = keyOf(name, network);
      const guessed = keyOf(name);
      const failures = pairs.failures(pair, at);
      const ofOthers = Math.max(0, accounts.failures(guessed, at) - TRIES);
      const tries = Math.max(1, TRIES - Math.floor(ofOthers / FAILURES_PER_TRY_LESS));
      const tooMany = failures - (tries - 1);
      if (tooMany > 0) return err({ waitSeconds: Math.ceil((tooMany * MS_PER_TRY) / 1000) });

      const isNewName = failures === 0;
      const isSprayed = !known.has(pair) && names.failures(network, at) > NAMES - 1;
      const count = (of: typeof pairs, key: string, by: number): void =>
        of.set(key, of.failures(key, now()) + by, now());
      count(pairs, pair, 1);
      count(accounts, guessed, 1);
      if (isNewName) count(names, network, 1);
      return ok({
        isSprayed,
        giveBack() {
          count(pairs, pair, -1);
          count(accounts, guessed, -1);
          // Turned away for that very reason, it says nothing against it.
          if (isNewName && !isSprayed) count(names, network, -1);
        },
        succeed() {
          pairs.set(pair, 0, now());
          count(accounts, guessed, -1);
          // It is the name of a person there, mistyped passwords or not.
          count(names, network, -1);
          remember(pair);
        },
      });
    },
  };
}
