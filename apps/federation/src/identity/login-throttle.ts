import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

const FAILURES = 10;
const WINDOW_MS = 15 * 60_000;
const MS_PER_FAILURE = WINDOW_MS / FAILURES;
/** Of all buckets; the one that was used longest ago goes first. */
const BUCKETS_MAX = 50_000;

/** Slows down guessing: a bucket of failures for each pair of account and network, which empties with time. */
export interface LoginThrottle {
  /** Takes one try. The seconds to wait, when there is none left. */
  take(account: string, address: string): { readonly waitSeconds: number };
  /** Gives the tries back: it was the right password. */
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
  const buckets = new Map<string, { failures: number; at: number }>();

  return {
    take(account, address) {
      const key = keyOf(account, address);
      const at = now();
      const bucket = buckets.get(key);
      const leaked = bucket === undefined ? 0 : (at - bucket.at) / MS_PER_FAILURE;
      const failures = Math.max(0, (bucket?.failures ?? 0) - leaked);
      buckets.delete(key);
      const isFull = failures > FAILURES - 1;
      buckets.set(key, { failures: isFull ? failures : failures + 1, at });
      const [oldest] = buckets.keys();
      if (buckets.size > BUCKETS_MAX && oldest !== undefined) buckets.delete(oldest);
      if (!isFull) return { waitSeconds: 0 };
      return { waitSeconds: Math.ceil(((failures - (FAILURES - 1)) * MS_PER_FAILURE) / 1000) };
    },
    succeed(account, address) {
      buckets.delete(keyOf(account, address));
    },
  };
}
