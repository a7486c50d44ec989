import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { HealthReason, HealthVerdict } from '@asterism/api-types/fleet-api/health-assessment';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { Link } from 'react-router';
import { counted } from '#/lib/counted.ts';
import { formatCount, formatPercent, formatRatio } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';
import './cluster-health.css';

/** How each verdict on a cluster is shown. */
export const VERDICT_APPEARANCE: Record<HealthVerdict, StateAppearance> = {
  OK: { text: 'OK', icon: <CheckCircleIcon />, tone: 'success' },
  Warning: { text: 'Warning', icon: <ExclamationTriangleIcon />, tone: 'warning' },
  Critical: { text: 'Critical', icon: <ExclamationCircleIcon />, tone: 'danger' },
  Unknown: {
    text: 'Unknown',
    icon: <QuestionCircleIcon />,
    tone: 'neutral',
    meaning: 'Nobody knows how the cluster is now: the federation can’t read it.',
  },
};

/** The verdict on a cluster, or on the fleet. */
export const VerdictLabel = ({ verdict }: { readonly verdict: HealthVerdict }) => (
  <StatusLabel appearance={VERDICT_APPEARANCE[verdict]} />
);

const volumes = (count: number): string => counted(count, 'volume', 'volumes');

const PROTECTION_WORDS = {
  NotAvailable: 'not available',
  ReadOnly: 'read-only',
  Degraded: 'degraded',
} as const;

const STATE_WORDS = { Failed: 'failed', Unknown: 'in an unknown state' } as const;

/** The reasons of a kind. */
type ReasonOf<Kind extends HealthReason['kind']> = Extract<HealthReason, { kind: Kind }>;

function protectionText({ count, failed, protection }: ReasonOf<'volumesByProtection'>): string {
  const text = `${volumes(count)} ${PROTECTION_WORDS[protection]}`;
  if (failed === 0) return text;
  return failed === count ? `${text}, all failed` : `${text}, ${formatCount(failed)} failed`;
}

const nodes = ({ count, nodes: all }: { readonly count: number; readonly nodes: number }): string =>
  `${formatCount(count)} of ${counted(all, 'node', 'nodes')}`;

const overProvisionedText = ({ ratio, threshold }: ReasonOf<'overProvisioned'>): string =>
  `${formatRatio(ratio)} provisioned, threshold ${formatRatio(threshold)}`;

/** What a reason is called, and where exactly the things are that it is about. */
interface ReasonView {
  readonly text: string;
  readonly to: string;
}

/** How a reason is shown; its age comes apart. */
function viewOf(clusterId: string, reason: HealthReason): ReasonView {
  const cluster = clusterId;
  const page = paths.cluster(clusterId);
  switch (reason.kind) {
    case 'volumesByProtection': {
      const { protection } = reason;
      return { text: protectionText(reason), to: paths.volumes({ cluster, protection }) };
    }
    case 'volumesByState': {
      const { state, count } = reason;
      const text = `${volumes(count)} ${STATE_WORDS[state]}`;
      return { text, to: paths.volumes({ cluster, state }) };
    }
    case 'nodesNotActive':
      return { text: `${nodes(reason)} not active`, to: paths.clusterNodes(cluster) };
    case 'nodesReadOnly':
      return { text: `${nodes(reason)} read-only`, to: paths.clusterNodes(cluster) };
    case 'capacityUsed': {
      const text = `${formatPercent(reason.used)} of the capacity used`;
      return { text, to: paths.clusterCapacity(cluster) };
    }
    case 'overProvisioned':
      return { text: overProvisionedText(reason), to: paths.clusterCapacity(cluster) };
    case 'notConnected':
      return { text: reason.status, to: page };
    case 'overdue':
      return { text: 'No answer in time', to: page };
    case 'unreadableRows':
      return { text: `${counted(reason.count, 'entry', 'entries')} could not be read`, to: page };
    case 'reported':
      return { text: `The cluster reports ${reason.state} and gives no cause`, to: page };
    case 'notRead':
      break;
  }
  return { text: 'Not read yet', to: page };
}

/** Why a cluster is not OK, the worst first; each reason leads to what it is about. Renders nothing when it is OK. */
export function HealthReasons({
  cluster: { id, assessment },
  limit = Number.POSITIVE_INFINITY,
}: {
  readonly cluster: Pick<FleetCluster, 'id' | 'assessment'>;
  /** The most that are shown; a link leads to the others. */
  readonly limit?: number;
}) {
  const shown = assessment.reasons
    .slice(0, limit)
    .map((reason) => ({ reason, view: viewOf(id, reason) }));
  const more = assessment.reasons.length - shown.length;
  if (shown.length === 0) return null;
  return (
    <ul className="ast-plain-list ast-health-reasons">
      {shown.map(({ reason, view }) => (
        <li key={view.text}>
          <Link to={view.to}>
            {view.text}
            {'asOf' in reason && reason.asOf !== undefined ? (
              <>
                , last read <RelativeTime value={reason.asOf} />
              </>
            ) : null}
          </Link>
        </li>
      ))}
      {more === 0 ? null : (
        <li>
          <Link to={paths.cluster(id)}>and {counted(more, 'more reason', 'more reasons')}</Link>
        </li>
      )}
    </ul>
  );
}
