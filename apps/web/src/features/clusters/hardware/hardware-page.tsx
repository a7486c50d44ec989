import type { ClusterHardware } from '@asterism/api-types/fleet-api/cluster-hardware';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { LensGroup } from '@asterism/api-types/rules/domain-loss';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { clusterQuery } from '#/api/cluster-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { clusterHardwareQuery, domainLensQuery } from '#/api/usage-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { PageCalls } from '#/domain/page-calls.tsx';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { HardwareTables } from './hardware-tables.tsx';
import { groupOf, LENS_LIST } from './lens-list.ts';
import { LensPanel } from './lens-panel.tsx';
import { LensVolumes } from './lens-volumes.tsx';
import { RackView } from './rack-view.tsx';
import { racksOf } from './racks.ts';

/** Starts reading the hardware, and what becomes of the volumes if the failure domains of the address go. */
export const loader = ({ params, request }: LoaderFunctionArgs) =>
  whenAdmin(() => {
    const { clusterId = '' } = params;
    const { domain = '' } = listQuestionOf(LENS_LIST, request);
    void queryClient.prefetchQuery(clusterQuery(clusterId));
    void queryClient.prefetchQuery(clusterHardwareQuery(clusterId));
    void queryClient.prefetchQuery(domainLensQuery(clusterId, domainsIn(domain)));
  });

const domainsIn = (text: string): string[] => text.split(',').filter((domain) => domain !== '');

/** Why something is missing in the drawing. */
function Gaps({ servers, drives }: Pick<ClusterHardware, 'servers' | 'drives'>) {
  const lists = [
    ['servers', servers],
    ['drives', drives],
  ] as const;
  return lists.map(([what, { answer, reason, unreadable }]) => {
    if (answer !== 'read') {
      return (
        <p key={what} className="ast-quiet">
          Its {what} are not known. {reason}.
        </p>
      );
    }
    return unreadable === 0 ? null : (
      <p key={what} className="ast-quiet">
        {counted(unreadable, 'row', 'rows')} of its {what} cannot be read, and are left out.
      </p>
    );
  });
}

function HardwareView({ clusterId }: { readonly clusterId: string }) {
  const [isTable, setIsTable] = useState(false);
  const [wanted, setWanted] = useState<LensGroup>();
  const controls = useListState(LENS_LIST);
  const { data: cluster } = useQuery(clusterQuery(clusterId));
  const { data, error, refetch } = useQuery(clusterHardwareQuery(clusterId));
  const name = cluster === undefined ? 'Cluster' : clusterName(cluster);
  const isStale = cluster !== undefined && !isCurrent(cluster);
  const selected = controls.state.filters.domain;
  const group = groupOf(controls.state);
  const select = (domain: string): void =>
    controls.setFilter(
      'domain',
      selected.includes(domain) ? selected.filter((one) => one !== domain) : [...selected, domain],
    );
  const lens = { clusterId, domain: selected.join(',') };

  return (
    <Page
      title="Hardware"
      breadcrumbs={[
        { to: paths.clusters(), text: 'Clusters' },
        { to: paths.cluster(clusterId), text: name },
      ]}
      badge={cluster === undefined ? undefined : <ConnectionLabel {...cluster} />}
    >
      {data !== undefined ? (
        <>
          <div className="ast-beside">
            <aside>
              <LensPanel
                clusterId={clusterId}
                domains={selected}
                shown={group}
                onShow={(one) => {
                  setWanted(one === group ? undefined : one);
                  controls.setFilter('group', one === group ? [] : [one]);
                }}
              />
            </aside>
            <Panel
              title="Failure domains"
              actions={
                <Button
                  variant="secondary"
                  size="sm"
                  aria-pressed={isTable}
                  onClick={() => setIsTable(!isTable)}
                >
                  Show as tables
                </Button>
              }
            >
              <div className="ast-stack">
                <Gaps {...data} />
                {data.nodes.length === 0 ? (
                  <p className="ast-quiet">The cluster has not reported its nodes yet.</p>
                ) : isTable ? (
                  <HardwareTables hardware={data} isStale={isStale} />
                ) : (
                  <div className="ast-racks">
                    {racksOf(data).map((rack) => (
                      <RackView
                        key={rack.domain ?? ''}
                        rack={rack}
                        isStale={isStale}
                        knowsDrives={data.drives.answer === 'read'}
                        isSelected={rack.domain !== undefined && selected.includes(rack.domain)}
                        onSelect={select}
                      />
                    ))}
                  </div>
                )}
              </div>
            </Panel>
          </div>
          {group === undefined ? null : (
            <LensVolumes
              key={group}
              clusterId={clusterId}
              group={group}
              isWanted={wanted === group}
              controls={controls}
            />
          )}
          <PageCalls
            calls={[
              [
                'Read the hardware',
                { operation: usageApi.getClusterHardware, input: { clusterId } },
              ],
              ['What goes if they go', { operation: usageApi.getDomainLens, input: lens }],
              [
                'List the volumes of a group',
                {
                  operation: usageApi.listDomainLensVolumes,
                  input: { ...lens, group: group ?? 'unavailable' },
                },
              ],
            ]}
          />
        </>
      ) : error === null ? (
        <SkeletonLines count={8} />
      ) : (
        <FailureView failure={error} onRetry={refetch} />
      )}
    </Page>
  );
}

/** The hardware of a cluster, and what becomes of its volumes if a part of it goes. */
export function HardwarePage() {
  const { clusterId = '' } = useParams();
  return (
    <AdminOnly title="Hardware">
      <HardwareView key={clusterId} clusterId={clusterId} />
    </AdminOnly>
  );
}
