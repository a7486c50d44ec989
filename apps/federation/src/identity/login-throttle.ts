import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { createFailureBuckets } from './failure-buckets.ts';

const FAILURES = 10;
const WINDOW_MS = 15 * 60_000;
const MS_PER_FAILURE = WINDOW_MS / FAILURES;
/** More than there can be in use: a try takes a hash of the password, and a few hundred of these are made in a second. */
const BUCKETS_MAX = 50_000;

/** Slows down guessing: a bucket of failures for each pair of account and network, which empties with time. */
export interface LoginThrottle {
  /** Takes one try. The seconds to wait, when there is none left. */
  take(account: string, address: string): { readonly waitSeconds: number };
  /** Gives the try back: it was not judged. */
  giveBack(account: string, address: string): void;
  /** Gives all tries back: it was the right password. */
  succeed(account: string, address: string): void;
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

/** A hash: names are as long as strangers choose them. */
function keyOf(account: string, address: string): string {
  const name = account.normalize('NFKC').toLowerCase().trim();
  return createHash('sha256')
    .update(`${name} ${networkOf(address)}`)
    .digest('base64');
}

/** A {@link LoginThrottle} in the memory of this process. `now` is in milliseconds and never goes back. */
export function createLoginThrottle(now: () => number = () => performance.now()): LoginThrottle {
  const buckets = createFailureBuckets({
    failuresMax: FAILURES,
    msPerFailure: MS_PER_FAILURE,
    bucketsMax: BUCKETS_MAX,
  });

  return {
    take(account, address) {
      const key = keyOf(account, address);
      const at = now();
      const failures = buckets.failures(key, at);
      const tooMany = failures - (FAILURES - 1);
      if (tooMany > 0) return { waitSeconds: Math.ceil((tooMany * MS_PER_FAILURE) / 1000) };
      buckets.set(key, failures + 1, at);
      return { waitSeconds: 0 };
    },
    giveBack(account, address) {
      const key = keyOf(account, address);
      const at = now();
      buckets.set(key, buckets.failures(key, at) - 1, at);
    },
    succeed(account, address) {
      buckets.set(keyOf(account, address), 0, now());
    },
  };
}
