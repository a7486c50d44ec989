import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Trouble, VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { TROUBLES } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { whyText } from '#/domain/trouble-words.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import './project-attention.css';

const SHOWN = 5;
const FAILED = { state: 'Failed' } as const;
const UNPROTECTED = { protection: 'NotAvailable,ReadOnly,Degraded' } as const;

/** The volumes that have failed, and those that are not fully protected. */
export const failedVolumesQuery = () => fleetVolumesQuery({ ...FAILED, limit: String(SHOWN) });
export const unprotectedVolumesQuery = () =>
  fleetVolumesQuery({ ...UNPROTECTED, limit: String(SHOWN) });

interface Unwell {
  readonly volume: Volume;
  readonly trouble: Trouble;
  readonly why: VolumeTrouble | undefined;
}

interface Answer {
  readonly volumes: readonly Volume[];
  readonly troubles: readonly VolumeTrouble[];
}

/** The worst first; one that is in both answers once. */
function worstOf(answers: readonly Answer[]): Unwell[] {
  const unwell = new Map<string, Unwell>();
  for (const { volumes, troubles } of answers) {
    for (const volume of volumes) {
      const trouble = troubleOf(volume);
      // An event may have made it well since.
      if (trouble === undefined) continue;
      const why = troubles.find((one) => one.UUID === volume.UUID && one.trouble === trouble);
      unwell.set(volume.UUID, { volume, trouble, why });
    }
  }
  const rank = ({ trouble }: Unwell): number => TROUBLES.indexOf(trouble);
  return [...unwell.values()].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
}

function UnwellVolume({ volume, trouble, why }: Unwell) {
  const { UUID, name, state, protectionState } = volume;
  return (
    <li className="ast-unwell">
      {trouble === 'Failed' ? (
        <VolumeStateLabel state={state} />
      ) : (
        <ProtectionLabel state={protectionState} />
      )}
      <Link to={paths.volume(UUID)}>{name}</Link>
      <span className="ast-quiet">
        {trouble === 'Failed' ? 'Its cluster could not create it' : null}
        {trouble !== 'Failed' && why !== undefined ? whyText(why) : null}
        {why === undefined ? null : (
          <>
            {', since'}
            {why.isAtLeast ? ' at least ' : ' '}
            <RelativeTime value={why.since} />
          </>
        )}
      </span>
    </li>
  );
}

/** The volumes of the user's projects that are not well, with why, worst first. */
export function ProjectAttention() {
  const failed = useQuery(failedVolumesQuery());
  const unprotected = useQuery(unprotectedVolumesQuery());
  const error = failed.error ?? unprotected.error;
  if (failed.data === undefined || unprotected.data === undefined) {
    return (
      <Panel title="Needs attention">
        {error === null ? (
          <SkeletonLines count={4} />
        ) : (
          <FailureView
            failure={error}
            onRetry={() => Promise.all([failed.refetch(), unprotected.refetch()])}
          />
        )}
      </Panel>
    );
  }
  const worst = worstOf([failed.data, unprotected.data]);
  const links = [
    { count: failed.data.total, text: 'failed', to: paths.volumes(FAILED) },
    {
      count: unprotected.data.total,
      text: 'not fully protected',
      to: paths.volumes(UNPROTECTED),
    },
  ].filter(({ count }) => count > 0);
  return (
    <Panel
      title="Needs attention"
      actions={links.map(({ count, text, to }) => (
        <LinkButton key={to} variant="link" to={to}>
          {formatCount(count)} {text}
        </LinkButton>
      ))}
    >
      {worst.length === 0 ? (
        <p className="ast-quiet">Nothing: all volumes are available and fully protected.</p>
      ) : (
        <ul className="ast-plain-list">
          {worst.map((one) => (
            <UnwellVolume key={one.volume.UUID} {...one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
