import type { Lookalike } from '@asterism/api-types/fleet-api/fleet-api';

/** What an endpoint that resembles an attached cluster is, or may be, in words. */
export interface LookalikeDescription {
  readonly title: string;
  readonly account: {
    /** What was seen. */
    readonly seen: string;
    /** What it may mean, and what to do then. */
    readonly meanings: readonly string[];
  };
  /** Whether it may be a cluster that is not attached. */
  readonly isNew: boolean;
  /** What the way to the attached cluster is called. */
  readonly atCluster: string;
}

/** Each case that the address, the certificate and the UUID of an endpoint make. `name` is the attached cluster's. */
export function describeLookalike(
  { identity, hasAddress, hasCertificate }: Lookalike,
  name: string,
): LookalikeDescription {
  const atCluster = `Open ${name}`;
  if (identity === 'same') {
    return {
      title: 'This cluster is attached already',
      account: {
        seen: hasAddress
          ? `It is ${name}: it told that cluster’s UUID`
          : `It is ${name}, at another of its addresses: it told that cluster’s UUID`,
        meanings: ['There is nothing left to do.'],
      },
      isNew: false,
      atCluster: 'Go to the cluster',
    };
  }
  if (identity === 'other') {
    return {
      title: 'Another cluster answers here now',
      account: {
        seen: `It has the certificate and the key of ${name}, and another UUID`,
        meanings: [
          `If ${name} was installed anew, it is a new cluster: attach it. The old one cannot be reached any more; detach it on its page.`,
          'Its volumes are kept apart from those that were known before.',
        ],
      },
      isNew: true,
      atCluster,
    };
  }
  if (hasCertificate) {
    return {
      title: `This has the certificate of ${name}`,
      account: {
        seen: `It presents the certificate of ${name}, and did not tell its UUID when asked with that cluster’s key`,
        meanings: [
          `If ${name} was installed anew with its old certificate, it is a new cluster: attach it, and detach the old one on its page.`,
          `If it is ${name} still, its key was removed there or it does not answer just now: its page says what is wrong.`,
        ],
      },
      isNew: true,
      atCluster,
    };
  }
  return {
    title: `Something else answers at an address of ${name}`,
    account: {
      seen: `It presents another certificate than ${name}, which is attached by this address`,
      meanings: [
        `If the certificate of ${name} was replaced, compare and confirm the new one on its page.`,
        `If ${name} was installed anew, or its address was given to another cluster, this is a new cluster: attach it, and detach the old one on its page.`,
        'If neither is so, something may be answering in the cluster’s place: do not attach it.',
      ],
    },
    isNew: true,
    atCluster,
  };
}
