import type {
  FailureKind,
  FleetWorkflow,
  WorkflowFailure,
} from '@asterism/api-types/fleet-api/fleet-workflow';

/** What is wrong, what to do about it, and at which step of the attach that is done. */
export interface AttachAdvice {
  readonly title: string;
  readonly advice: string;
  /** Where "Try again" leads; undefined when trying again cannot help. */
  readonly retryAt: 'endpoint' | 'certificate' | 'key' | undefined;
}

const ADVICE: Record<FailureKind, AttachAdvice> = {
  'unusable-address': {
    title: 'The address cannot be used',
    advice:
      'Check that it is the management API of a cluster, and that its network is one that this federation may connect to.',
    retryAt: 'endpoint',
  },
  unreachable: {
    title: 'The cluster could not be reached',
    advice:
      'Check that the cluster is up, and that no firewall is between it and the federation. Then try again; nothing has to be entered anew.',
    retryAt: 'certificate',
  },
  'other-certificate': {
    title: 'The certificate is another one than you confirmed',
    advice:
      'Somebody has replaced the cluster’s certificate, or something else answers at this address. Compare the fingerprint on the cluster itself before you confirm the new one.',
    retryAt: 'certificate',
  },
  'key-refused': {
    title: 'The cluster does not accept the service key',
    advice:
      'Import the key on the cluster with the lbcli line of the third step, as a user that may create credentials in the project system. Then try again.',
    retryAt: 'key',
  },
  'key-taken': {
    title: 'The service key is used for another cluster',
    advice:
      'Each cluster takes a key of its own, so that none can use what another one is sent. Import the key that the third step shows, and try again.',
    retryAt: 'key',
  },
  'being-attached': {
    title: 'This cluster is being attached already',
    advice:
      'Somebody attaches it by another of its addresses. Wait until that has ended; try again if it does not succeed.',
    retryAt: 'key',
  },
  'attached-already': {
    title: 'This cluster is attached already',
    advice: 'It may have been attached by another of its addresses. There is nothing left to do.',
    retryAt: undefined,
  },
  'other-version': {
    title: 'The cluster’s version does not fit',
    advice: 'Upgrade the cluster, or the federation, so that both speak the same version.',
    retryAt: 'key',
  },
  nonsense: {
    title: 'The cluster’s answers make no sense',
    advice:
      'What answers at this address is not a Lightbits cluster of this version, or it is broken. The cause says what was wrong. Nothing is left half attached.',
    retryAt: 'endpoint',
  },
  unexplained: {
    title: 'The attach did not succeed',
    advice:
      'Nothing is left half attached. Try again; if it happens again, give the cause to whoever runs Asterism.',
    retryAt: 'key',
  },
};

type Staged = Pick<FleetWorkflow, 'stages'>;

const failureOf = ({ stages }: Staged): WorkflowFailure =>
  stages.find(({ state }) => state === 'failed')?.failure ?? { kind: 'unexplained' };

/** What to do about an attach that has failed. */
export const attachAdvice = (workflow: Staged): AttachAdvice => ADVICE[failureOf(workflow).kind];

/** The cluster that an attach found to be attached already; undefined when that was not what went wrong. */
export const attachedClusterId = (workflow: Staged): string | undefined =>
  failureOf(workflow).clusterId;
