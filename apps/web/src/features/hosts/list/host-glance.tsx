import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { Link } from 'react-router';
import { useRights } from '#/api/session.ts';
import { relatedVolumesQuery } from '#/api/usage-queries.ts';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { missingRight } from '#/domain/missing-right.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { LinksInLine } from '#/ui/links-in-line.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { ClusterFacts } from './host-columns.tsx';

/** So many of its volumes are shown; all are on its page. */
const SHOWN_MAX = 50;

interface HostGlanceProps {
  readonly host: FleetHost;
  /** Whether one stays at it: only then its volumes are read. */
  readonly isAtRest: boolean;
  readonly onName: () => void;
  readonly onGiveAccess: () => void;
}

/** The volumes of a host, each with whether it is connected. */
function HostVolumes({ host, isAtRest }: Pick<HostGlanceProps, 'host' | 'isAtRest'>) {
  const { hostNQN, volumes } = host;
  const { data, error, refetch } = useQuery({
    ...relatedVolumesQuery({ host: hostNQN, limit: String(SHOWN_MAX) }),
    enabled: isAtRest,
  });
  if (error !== null && data === undefined) {
    return (
      <p>
        Its volumes can’t be read now.{' '}
        <Button variant="link" isInline onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (data === undefined) return <SkeletonLines count={Math.min(volumes, 6)} />;
  const more = data.total - data.volumes.length;
  return (
    <>
      <ul className="ast-plain-list" aria-label="Volumes">
        {data.volumes.map(({ UUID, name, connectedHosts }) => (
          <li key={UUID}>
            <Link to={paths.volume(UUID)}>{name}</Link>{' '}
            <span className="ast-quiet">
              {connectedHosts.includes(hostNQN) ? 'connected' : 'not connected'}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <Link to={paths.host(hostNQN)}>{formatCount(more)} more</Link> : null}
    </>
  );
}

/** A host beside its list: what it is called, and its volumes, connected or not. */
export function HostGlance({ host, isAtRest, onName, onGiveAccess }: HostGlanceProps) {
  const rights = useRights();
  const { names, mayOpen } = useContext(ClusterFacts);
  const { hostNQN, friendly, connection, volumes, connectedVolumes, capacity } = host;
  return (
    <>
      <div className="ast-row">
        <HostConnectionLabel state={connection} />
      </div>
      <PropertyList
        properties={[
          [
            'Name',
            <div key="name" className="ast-row">
              <div className="ast-look-value">{friendly?.name ?? 'None'}</div>
              <ReasonedButton
                variant="link"
                isInline
                size="sm"
                aria-label="Change name"
                reason={missingRight(rights, 'nameHost')}
                onClick={onName}
              >
                Change
              </ReasonedButton>
            </div>,
          ],
          [
            'Named by',
            friendly === undefined ? undefined : (
              <>
                {friendly.setBy}, <RelativeTime value={friendly.setAt} />
              </>
            ),
          ],
          ['NQN', <CopyText key="nqn" text={hostNQN} what="NQN" />],
          [
            'Volumes',
            `${formatCount(volumes)}, ${formatCount(connectedVolumes)} of them connected`,
          ],
          ['Capacity', <Bytes key="capacity" value={capacity} />],
          [
            'Clusters',
            <LinksInLine
              key="clusters"
              names={host.clusterIds.map((id) => ({
                name: names.get(id) ?? id,
                to: mayOpen ? paths.cluster(id) : undefined,
              }))}
            />,
          ],
          [
            'Projects',
            <LinksInLine
              key="projects"
              names={host.projects.map((name) => ({ name, to: paths.project(name) }))}
            />,
          ],
        ]}
      />
      <HostVolumes host={host} isAtRest={isAtRest} />
      <div className="ast-row">
        <LinkButton to={paths.host(hostNQN)}>Open</LinkButton>
        <ReasonedButton
          variant="secondary"
          reason={missingRight(rights, 'draftTask')}
          onClick={onGiveAccess}
        >
          Give access
        </ReasonedButton>
      </div>
    </>
  );
}
