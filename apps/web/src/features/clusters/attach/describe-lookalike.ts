import type { Lookalike } from '@asterism/api-types/fleet-api/attach-api';

/** What an endpoint that resembles an attached cluster is, or may be, in words. */
export interface LookalikeDescription {
  readonly title: string;
  readonly explanation: {
    /** What was seen. */
    readonly seen: string;
    /** What it may mean, and what to do then. */
    readonly meanings: readonly string[];
  };
  /** Whether it may be a cluster that is not attached. */
  readonly isNew: boolean;
  /** The text of the link to the attached cluster. */
  readonly atCluster: string;
}

/** Describes each combination of address, certificate and UUID. `name` is that of the attached cluster. */
export function describeLookalike(
  { identity, hasAddress, hasCertificate }: Lookalike,
  name: string,
): LookalikeDescription {
  const atCluster = `Open ${name}`;
  if (identity === 'same') {
    return {
      title: 'This cluster is already attached',
      explanation: {
        seen: hasAddress
          ? `It is ${name}: it has the same UUID`
          : `It is ${name}, at another of its addresses: it has the same UUID`,
        meanings: ['There is nothing left to do.'],
      },
      isNew: false,
      atCluster: 'Go to cluster',
    };
  }
  if (identity === 'other') {
    return {
      title: 'A different cluster answers here',
      explanation: {
        seen: `It has the certificate and the key of ${name}, but a different UUID`,
        meanings: [
          `If ${name} was reinstalled, this is a new cluster: attach it. The old one can no longer be reached; detach it on its page.`,
          'Its volumes are kept separate from those known before.',
        ],
      },
      isNew: true,
      atCluster,
    };
  }
  if (hasCertificate) {
    return {
      title: `This endpoint has the certificate of ${name}`,
      explanation: {
        seen: `It presents the certificate of ${name}, but did not report its UUID when asked with that cluster’s key`,
        meanings: [
          `If ${name} was reinstalled with its old certificate, this is a new cluster: attach it, and detach the old one on its page.`,
          `If it is still ${name}, its key was removed there or it is not responding: its page says what is wrong.`,
        ],
      },
      isNew: true,
      atCluster,
    };
  }
  return {
    title: `Something else answers at an address of ${name}`,
    explanation: {
      seen: `It presents a different certificate from ${name}, which is attached at this address`,
      meanings: [
        `If the certificate of ${name} was replaced, compare and confirm the new one on its page.`,
        `If ${name} was reinstalled, or its address was given to another cluster, this is a new cluster: attach it, and detach the old one on its page.`,
        'Otherwise, something may be answering in the cluster’s place: do not attach it.',
      ],
    },
    isNew: true,
    atCluster,
  };
}
