import type {
  FailureKind,
  FleetWorkflow,
  WorkflowFailure,
} from '@asterism/api-types/fleet-api/fleet-workflow';
import type { ConnectionProblem } from '@asterism/api-types/fleet-api/attach-api';
import { CLOCK_ADVICE, ROLE_ADVICE, describeRefusal } from '#/api/describe-refusal.ts';

/** The steps of an attach; `attach` is the workflow itself. */
export type RetryStep = 'endpoint' | 'certificate' | 'key' | 'attach';

/** What is wrong, what to do about it, and at which step of the attach. */
export interface AttachAdvice {
  readonly title: string;
  readonly advice: string;
  /** The step that failed, to which "Try again" leads; undefined when trying again cannot help. */
  readonly retryAt: RetryStep | undefined;
}

/** What an attach failed of, as far as its advice depends on it. */
type Problem = Pick<WorkflowFailure, 'kind' | 'clockOffsetSeconds'>;

const ADVICE: Record<Exclude<FailureKind, 'clock-differs'>, AttachAdvice> = {
  'not-permitted': {
    title: 'The federation may not connect to this address',
    advice:
      'It lies outside the networks and ports that this federation may connect to. Enter another address of the cluster, or ask the operator of the federation to permit this one.',
    retryAt: 'endpoint',
  },
  'no-address': {
    title: 'The host name can’t be resolved',
    advice:
      'Check its spelling, or enter an IP address. The federation resolves the name, not this browser.',
    retryAt: 'endpoint',
  },
  'no-tls': {
    title: 'Nothing speaks TLS at this port',
    advice:
      'Check that this is the port of the management API, usually 443, and not a data or discovery port.',
    retryAt: 'endpoint',
  },
  'no-lightbits-api': {
    title: 'This isn’t the API of a Lightbits cluster',
    advice:
      'Something answers over HTTPS, but not like a Lightbits cluster: perhaps a web server or a proxy. Check the host and the port.',
    retryAt: 'endpoint',
  },
  'unusable-address': {
    title: 'This address cannot be used',
    advice:
      'Check that it is the management API of a cluster and that the federation may connect to its network.',
    retryAt: 'endpoint',
  },
  unreachable: {
    title: 'The cluster could not be reached',
    advice:
      'Check that the cluster is up and that no firewall blocks the federation. Then try again.',
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
      'Import the key on the cluster with the lbcli command from step 3, as a user who can create credentials in the system project. If a credential with this ID exists, it holds another key: delete it first. Then try again.',
    retryAt: 'key',
  },
  'role-refused': {
    title: 'The cluster denies access to the service key',
    advice: `${ROLE_ADVICE} Then try again.`,
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
    retryAt: 'attach',
  },
  'attached-already': {
    title: 'This cluster is already attached',
    advice: 'It may have been attached by another of its addresses. There is nothing left to do.',
    retryAt: undefined,
  },
  'other-version': {
    title: 'The cluster’s version is not supported',
    advice: 'Upgrade the cluster or the federation so that they support the same version.',
    retryAt: 'attach',
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
    retryAt: 'attach',
  },
};

type Staged = Pick<FleetWorkflow, 'stages'>;

const failureOf = ({ stages }: Staged): WorkflowFailure =>
  stages.find(({ state }) => state === 'failed')?.failure ?? { kind: 'unexplained' };

/** What to do about what makes an attach fail. */
export function adviceOn({ kind, clockOffsetSeconds }: Problem): AttachAdvice {
  if (kind !== 'clock-differs') return ADVICE[kind];
  const clock = clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds };
  const { title } = describeRefusal({ kind, ...clock });
  return { title, advice: `${CLOCK_ADVICE} Then try again.`, retryAt: 'key' };
}

/** The failure of an attach to which each problem of a connection leads. */
const FAILURE_OF: Record<ConnectionProblem, FailureKind> = {
  'not-permitted': 'not-permitted',
  'no-address': 'no-address',
  unreachable: 'unreachable',
  'no-tls': 'no-tls',
  'certificate-changed': 'other-certificate',
};

/** What to do about an endpoint that cannot be connected to. */
export const connectionAdvice = (problem: ConnectionProblem): AttachAdvice =>
  adviceOn({ kind: FAILURE_OF[problem] });

/** What to do about an attach that has failed. */
export const attachAdvice = (workflow: Staged): AttachAdvice => adviceOn(failureOf(workflow));

/** In the browser's history: the attach is opened at its endpoint, to change it, though the link has one. */
export const CHANGE_ENDPOINT = { isEditing: true } as const;

/** The cluster that an attach found to be already attached; undefined for other failures. */
export const attachedClusterId = (workflow: Staged): string | undefined =>
  failureOf(workflow).clusterId;
