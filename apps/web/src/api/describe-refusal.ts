import {
  describeClockOffset,
  type ClusterRefusal,
  type ClusterRefusalKind,
} from '@asterism/api-types/common/cluster-refusal';

/** Why a cluster does not let Asterism in, in words. */
export interface RefusalDescription {
  readonly title: string;
  /** The same after the cluster's name: `rejects the service key`. */
  readonly predicate: string;
  /** What to do about an attached cluster. */
  readonly advice: string;
}

/** What to do about a clock that is wrong. */
export const CLOCK_ADVICE =
  'Asterism signs in with tokens that are valid for 60 seconds, so the clocks must agree. Set the time on the cluster’s servers and on the federation’s server, ideally with NTP.';

/** What to do about a key whose roles do not count. */
export const ROLE_ADVICE =
  'The cluster knows the key, but doesn’t let it act as system:cluster-admin. Check on the cluster that the credential is in the project “system” and that nothing restricts that role.';

const DESCRIPTIONS: Record<
  ClusterRefusalKind,
  (name: string, refusal: ClusterRefusal) => RefusalDescription
> = {
  'key-refused': (name) => ({
    title: `${name} rejects the service key`,
    predicate: 'rejects the service key',
    advice:
      'Its credential was removed on the cluster, or replaced by another key. Import it there again, or detach the cluster and attach it again.',
  }),
  'clock-differs': (name, { clockOffsetSeconds = 0 }) => {
    const offset = describeClockOffset(clockOffsetSeconds);
    return {
      title: `${name}’s clock is ${offset}`,
      predicate: `has a clock that is ${offset}`,
      advice: CLOCK_ADVICE,
    };
  },
  'role-refused': (name) => ({
    title: `${name} denies access to the service key`,
    predicate: 'denies access to the service key',
    advice: ROLE_ADVICE,
  }),
  'other-certificate': (name) => ({
    title: `${name} presents a different certificate`,
    predicate: 'presents a different certificate',
    advice:
      'Asterism sent it no token. Compare the new certificate’s fingerprint on the cluster, then confirm it on the cluster’s page.',
  }),
};

/** Describes a refusal; `name` is the cluster's, at the beginning of a sentence. */
export const describeRefusal = (
  refusal: ClusterRefusal,
  name = 'The cluster',
): RefusalDescription => DESCRIPTIONS[refusal.kind](name, refusal);
