import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { fleetVolumesOutput, type FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { hashKey, useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { useRights, useSession } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetHostQuery } from '#/api/usage-queries.ts';
import { readMissingVolumes } from '#/api/volume-queries.ts';
import { ActionButton } from '#/domain/action.tsx';
import { AsOf } from '#/domain/as-of.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { ListWithin } from '#/domain/list-within.tsx';
import { relatedVolumeFilters } from '#/domain/related-volumes.ts';
import { PageCalls } from '#/domain/page-calls.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { isNarrowed } from '#/table/list-state.ts';
import { readNewest } from '#/table/read-newest.ts';
import { SelectionBar } from '#/table/selection-bar.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { HostFacts } from './host-facts.tsx';
import { hostVolumeColumns } from './host-volume-columns.tsx';
import { HOST_VOLUME_LIST, hostVolumesQuery } from './host-volumes.ts';

const NameHostDialog = lazyPart(
  () => import('#/features/hosts/name-host-dialog.tsx'),
  ({ NameHostDialog }) => NameHostDialog,
);
const GiveAccessDialog = lazyPart(
  () => import('#/features/hosts/access/give-access-dialog.tsx'),
  ({ GiveAccessDialog }) => GiveAccessDialog,
);
const TakeAccessDialog = lazyPart(
  () => import('#/features/hosts/access/take-access-dialog.tsx'),
  ({ TakeAccessDialog }) => TakeAccessDialog,
);

/** Starts reading the host and the part of its volumes that the URL names. */
export const loader = async ({ params, request }: LoaderFunctionArgs) => {
  const host = params['hostNqn'] ?? '';
  void queryClient.prefetchQuery(fleetHostQuery(host));
  const question = listQuestionOf(HOST_VOLUME_LIST, request);
  await soon(readNewest(hostVolumesQuery(host)(question), request));
  return null;
};

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const volumesOf = ({ volumes }: FleetVolumes) => volumes;
const idOf = ({ UUID }: Volume) => UUID;
const nameOf = ({ name }: Volume) => name;
const parseVolumes = (kept: unknown): readonly Volume[] =>
  fleetVolumesOutput.shape.volumes.safeParse(kept).data ?? [];

const UnknownHost = () => (
  <EmptyView
    title="No volume knows this host"
    actions={<LinkButton to={paths.hosts()}>All hosts</LinkButton>}
  >
    No volume that you may see allows it, and it is connected to none. Give it access, or check the
    NQN.
  </EmptyView>
);

type Open = 'name' | 'give' | 'take' | undefined;

/** The volumes of a host, and what can be done about its access to them. */
export function HostPage() {
  const { hostNqn: hostNQN = '' } = useParams();
  const rights = useRights();
  const { username } = useSession();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const host = useQuery(fleetHostQuery(hostNQN));
  const controls = useListState(HOST_VOLUME_LIST);
  const query = useMemo(() => hostVolumesQuery(hostNQN), [hostNQN]);
  const read = useListRows({ controls, query, rowsOf: volumesOf, rowId: idOf });
  const { list } = read;
  const [data] = read.answers;
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const awayClusters = useMemo(() => awayClustersOf(data?.clusters ?? []), [data?.clusters]);
  const mayOpenClusters = rights.isClusterAdmin;
  const columns = useMemo(
    () => hostVolumeColumns({ hostNQN, clusterNames, awayClusters, mayOpenClusters }),
    [hostNQN, clusterNames, awayClusters, mayOpenClusters],
  );
  const shown = useMemo(
    () => (list.total === undefined ? undefined : [...list.rows.values()]),
    [list.total, list.rows],
  );
  const selection = useSelection({
    rowId: idOf,
    keptAs: `selected volumes of ${hostNQN} of ${username}`,
    parse: parseVolumes,
    question: hashKey([controls.question]),
    shown,
    missingKey: queryKeys.missingVolumes,
    readMissing: readMissingVolumes,
  });

  const name = host.data?.friendly?.name ?? hostNQN;
  const isUnknown = host.error?.error.status === 404;
  return (
    <Page
      title={name}
      fill
      breadcrumbs={[{ to: paths.hosts(), text: 'Hosts' }]}
      badge={
        host.data === undefined ? undefined : <HostConnectionLabel state={host.data.connection} />
      }
      subtitle={<HostFacts hostNQN={hostNQN} host={host.data} clusterNames={clusterNames} />}
      actions={
        <>
          <ActionButton does="nameHost" variant="secondary" onClick={() => setOpen('name')}>
            {host.data?.friendly === undefined ? 'Name host' : 'Rename'}
          </ActionButton>
          <ActionButton does="draftTask" variant="primary" onClick={() => setOpen('give')}>
            Give access
          </ActionButton>
        </>
      }
    >
      {data === undefined ? null : <AsOf clusters={data.clusters} />}
      <PageCalls
        calls={[
          ['Read the host', { operation: usageApi.getFleetHost, input: { hostNQN } }],
          [
            'List its volumes',
            {
              operation: usageApi.listRelatedVolumes,
              input: { ...controls.question, host: hostNQN },
            },
          ],
        ]}
      />
      {isUnknown && !isNarrowed(controls.state) ? (
        <UnknownHost />
      ) : (
        <ListWithin
          of="this host"
          label="Volumes of this host"
          what={VOLUME_WORDS}
          controls={controls}
          read={read}
          searchLabel="Search the volumes of this host"
          searchHint="Name, label, QoS, UUID"
          filters={relatedVolumeFilters(data?.facets, controls.state.filters, clusterNames)}
          columns={columns}
          rowId={idOf}
          rowName={nameOf}
          selection={selection}
          none={<UnknownHost />}
        />
      )}
      <SelectionBar selection={selection} total={data?.total ?? 0} what={VOLUME_WORDS}>
        <ActionButton
          does="draftTask"
          variant="danger"
          size="sm"
          reason={
            selection.isChecking
              ? 'It is being checked which of the selected volumes exist.'
              : undefined
          }
          onClick={() => setOpen('take')}
        >
          Take access away
        </ActionButton>
      </SelectionBar>
      <Suspense>
        {open === 'name' ? (
          <NameHostDialog host={host.data ?? { hostNQN }} onClose={close} />
        ) : open === 'give' ? (
          <GiveAccessDialog hostNQN={hostNQN} name={name} onClose={close} />
        ) : open === 'take' ? (
          <TakeAccessDialog
            hostNQN={hostNQN}
            name={name}
            volumes={selection.rows}
            clusterNames={clusterNames}
            onStarted={selection.clear}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
