import type { ProjectDetails } from '@asterism/api-types/fleet-api/usage-lists';
import { Link } from 'react-router';
import { useRights } from '#/api/session.ts';
import { UsedBar } from '#/domain/capacity-bars.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { DataTable } from '#/table/data-table.tsx';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { LinksInLine } from '#/ui/links-in-line.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

interface ProjectPanelProps {
  readonly project: ProjectDetails;
}

/** What a project has been promised, and what of that is used. */
export function ProjectCapacity({ project }: ProjectPanelProps) {
  const { size, used, provisioned, hosts, connectedHosts, policies, name } = project;
  const { isClusterAdmin } = useRights();
  return (
    <Panel title="Capacity and access">
      <div className="ast-stack">
        <UsedBar used={used} total={size} />
        <PropertyList
          properties={[
            ['Size of all volumes', <Bytes key="size" value={size} exact />],
            ['Used', <Bytes key="used" value={used} exact />],
            ['Provisioned', <Bytes key="provisioned" value={provisioned} exact />],
            [
              'Hosts',
              <Link key="hosts" to={paths.hosts({ project: name })}>
                {formatCount(hosts)} ({formatCount(connectedHosts)} connected)
              </Link>,
            ],
            [
              'QoS policies',
              policies.length === 0 ? (
                'None'
              ) : (
                <LinksInLine
                  key="policies"
                  names={policies.map((policy) => ({
                    name: `${policy.name} (${formatCount(policy.volumes)})`,
                    to: isClusterAdmin ? paths.qosPolicy(policy.name) : undefined,
                  }))}
                />
              ),
            ],
          ]}
        />
      </div>
    </Panel>
  );
}

type ClusterPart = ProjectDetails['byCluster'][number];
const clusterIdOf = ({ clusterId }: ClusterPart) => clusterId;

interface ProjectClustersProps extends ProjectPanelProps {
  readonly clusterNames: ReadonlyMap<string, string>;
}

/** What a project has on each cluster. */
export function ProjectClusters({ project, clusterNames }: ProjectClustersProps) {
  const { isClusterAdmin } = useRights();
  const nameOf = ({ clusterId }: ClusterPart) => clusterNames.get(clusterId) ?? clusterId;
  return (
    <Panel title="Clusters">
      <DataTable
        label="Usage by cluster"
        columns={[
          {
            id: 'cluster',
            header: 'Cluster',
            isName: true,
            cell: (part) =>
              isClusterAdmin ? (
                <RowLink to={paths.cluster(part.clusterId)}>{nameOf(part)}</RowLink>
              ) : (
                nameOf(part)
              ),
          },
          {
            id: 'volumes',
            header: 'Volumes',
            align: 'end',
            cell: ({ clusterId, volumes }) => (
              <RowLink to={paths.volumes({ project: project.name, cluster: clusterId })}>
                {formatCount(volumes)}
              </RowLink>
            ),
          },
          {
            id: 'size',
            header: 'Size',
            align: 'end',
            cell: ({ size }) => <Bytes value={size} />,
          },
          {
            id: 'used',
            header: 'Used',
            align: 'end',
            cell: ({ used }) => <Bytes value={used} />,
          },
          {
            id: 'provisioned',
            header: 'Provisioned',
            align: 'end',
            cell: ({ provisioned }) => <Bytes value={provisioned} />,
          },
        ]}
        rows={project.byCluster}
        rowId={clusterIdOf}
        rowName={nameOf}
        empty={<p className="ast-quiet">No attached cluster has this project.</p>}
      />
    </Panel>
  );
}

/** What a role of the project lets people do. */
function rightText(role: string): string {
  if (role.endsWith(':viewer')) return 'sees its volumes';
  return role.startsWith('system:') ? 'may do everything' : 'may change its volumes';
}

/** Who may do what in a project: all people for cluster admins, for others themselves. */
export function ProjectPeople({ project }: ProjectPanelProps) {
  const { isClusterAdmin } = useRights();
  const { people } = project;
  return (
    <Panel title={isClusterAdmin ? 'Who may do what' : 'What you may do'}>
      {people.length === 0 ? (
        <p className="ast-quiet">
          Nobody whom Asterism knows by name has a role in it. People who sign in elsewhere are not
          listed.
        </p>
      ) : (
        <PropertyList
          properties={people.map(({ name, roles, disabled }) => [
            name,
            <span key={name}>
              {roles.map((role) => `${role} (${rightText(role)})`).join(', ')}{' '}
              {disabled ? <Label isCompact>Disabled</Label> : null}
            </span>,
          ])}
        />
      )}
    </Panel>
  );
}

/** The link to the volumes of the project. */
export const ProjectVolumesLink = ({ name }: { readonly name: string }) => (
  <LinkButton variant="link" to={paths.volumes({ project: name })}>
    All volumes
  </LinkButton>
);
