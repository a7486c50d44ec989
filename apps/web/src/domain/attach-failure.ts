import type {
  FailureKind,
  FleetWorkflow,
  WorkflowFailure,
} from '@asterism/api-types/fleet-api/fleet-workflow';

/** What is wrong, what to do about it, and at which step of the attach. */
export interface AttachAdvice {
  readonly title: string;
  readonly advice: string;
  /** Where "Try again" leads; undefined when trying again cannot help. */
  readonly retryAt: 'endpoint' | 'certificate' | 'key' | undefined;
}

const ADVICE: Record<FailureKind, AttachAdvice> = {
  'unusable-address': {
    title: 'This address cannot be used',
    advice:
      'Check that it is the management API of a cluster and that the federation may connect to its network.',
    retryAt: 'endpoint',
  },
  unreachable: {
    title: 'The cluster could not be reached',
    advice:
      'Check that the cluster is up and that no firewall blocks the federation. Then try again; you don’t have to enter anything again.',
    retryAt: 'certificate',
  },
  'other-certificate': {
    title: 'The certificate is not the one you confirmed',
    advice:
      'The cluster’s certificate was replaced, or something else answers at this address. Compare the fingerprint on the cluster itself before you confirm the new one.',
    retryAt: 'certificate',
  },
  'key-refused': {
    title: 'The cluster does not accept the service key',
    advice:
      'Import the key on the cluster with the lbcli command from step 3, as a user who can create credentials in the system project. Then try again.',
    retryAt: 'key',
  },
  'key-taken': {
    title: 'The service key belongs to another cluster',
    advice:
      'Each cluster needs its own key, so that no cluster can use what another one receives. Import the key from step 3, then try again.',
    retryAt: 'key',
  },
  'being-attached': {
    title: 'This cluster is already being attached',
    advice:
      'Someone is attaching it by another of its addresses. Wait for that to finish; try again if it fails.',
    retryAt: 'key',
  },
  'attached-already': {
    title: 'This cluster is already attached',
    advice: 'It may have been attached by another of its addresses. There is nothing left to do.',
    retryAt: undefined,
  },
  'other-version': {
    title: 'The cluster’s version is not supported',
    advice: 'Upgrade the cluster or the federation so that they support the same version.',
    retryAt: 'key',
  },
  nonsense: {
    title: 'The cluster sends invalid data',
    advice:
      'What answers at this address is not a Lightbits cluster of this version, or it is broken. The cause says what was wrong. Nothing was attached.',
    retryAt: 'endpoint',
  },
  unexplained: {
    title: 'The attach failed',
    advice:
      'Nothing was attached. Try again; if it happens again, send the cause to your administrator.',
    retryAt: 'key',
  },
};

type Staged = Pick<FleetWorkflow, 'stages'>;

const failureOf = ({ stages }: Staged): WorkflowFailure =>
  stages.find(({ state }) => state === 'failed')?.failure ?? { kind: 'unexplained' };

/** What to do about an attach that has failed. */
export const attachAdvice = (workflow: Staged): AttachAdvice => ADVICE[failureOf(workflow).kind];

/** The cluster that an attach found to be already attached; undefined for other failures. */
export const attachedClusterId = (workflow: Staged): string | undefined =>
  failureOf(workflow).clusterId;
