import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';

/** What kind of thing went wrong in an attach: each is mended at another place. */
export type AttachFailureKind =
  | 'address'
  | 'unreachable'
  | 'certificate'
  | 'key'
  | 'attached'
  | 'version'
  | 'other';

/** What is wrong, what to do about it, and at which step of the attach that is done. */
export interface AttachAdvice {
  readonly title: string;
  readonly advice: string;
  /** Where "Try again" leads; undefined when trying again cannot help. */
  readonly retryAt: 'endpoint' | 'certificate' | 'key' | undefined;
}

/** What the federation says, by kind. The first that fits counts. */
const SAID: readonly (readonly [RegExp, AttachFailureKind])[] = [
  [/not permitted/i, 'address'],
  [/does not speak TLS|does not resolve/i, 'address'],
  [/attached already|already attached/i, 'attached'],
  [/speaks API version/i, 'version'],
  [/presents a certificate|another certificate/i, 'certificate'],
  [/\bkey\b/i, 'key'],
  [/refuses connections|cannot be reached|does not answer|broke the connection/i, 'unreachable'],
];

/** What usually goes wrong in a stage, for words that are not known. */
const BY_STAGE: Readonly<Record<string, AttachFailureKind>> = {
  reach: 'unreachable',
  'verify TLS': 'certificate',
  authenticate: 'key',
};

const ADVICE: Record<AttachFailureKind, AttachAdvice> = {
  address: {
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
  certificate: {
    title: 'The certificate is another one than you confirmed',
    advice:
      'Somebody has replaced the cluster’s certificate, or something else answers at this address. Compare the fingerprint on the cluster itself before you confirm the new one.',
    retryAt: 'certificate',
  },
  key: {
    title: 'The cluster does not accept the service key',
    advice:
      'Import the key on the cluster with the lbcli line of the third step, as a user that may create credentials in the project system. Then try again.',
    retryAt: 'key',
  },
  attached: {
    title: 'This cluster is attached already',
    advice: 'It may have been attached by another of its addresses. There is nothing left to do.',
    retryAt: undefined,
  },
  version: {
    title: 'The cluster’s version does not fit',
    advice: 'Upgrade the cluster, or the federation, so that both speak the same version.',
    retryAt: 'key',
  },
  other: {
    title: 'The attach did not succeed',
    advice:
      'Nothing is left half attached. Try again; if it happens again, give the cause below to whoever runs Asterism.',
    retryAt: 'key',
  },
};

/** Which kind of failure ended an attach. */
export function attachFailureKind({
  msg,
  stages,
}: Pick<FleetWorkflow, 'msg' | 'stages'>): AttachFailureKind {
  const said = SAID.find(([pattern]) => pattern.test(msg));
  if (said !== undefined) return said[1];
  const stage = stages.find(({ state }) => state === 'failed')?.name ?? '';
  return BY_STAGE[stage] ?? 'other';
}

/** What to do about an attach that has failed. */
export const attachAdvice = (workflow: Pick<FleetWorkflow, 'msg' | 'stages'>): AttachAdvice =>
  ADVICE[attachFailureKind(workflow)];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The cluster that an attach found to be attached already; undefined when that was not what went wrong, or it is not told. */
export const attachedClusterId = (
  workflow: Pick<FleetWorkflow, 'msg' | 'stages'>,
): string | undefined =>
  attachFailureKind(workflow) === 'attached' ? UUID.exec(workflow.msg)?.[0] : undefined;
