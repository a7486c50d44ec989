import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';
import { useMemo } from 'react';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { RowLink } from '#/table/row-link.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { NODES_ANCHOR, paths } from '#/lib/paths.ts';
import { Panel } from '#/ui/panel.tsx';

type Node = FleetCluster['nodes'][number];

const idOf = ({ UUID }: Node) => UUID;
const nameOf = ({ name, UUID }: Node) => (name === '' ? UUID : name);

const columnsFor = (isStale: boolean): readonly Column<Node>[] => [
  {
    id: 'name',
    header: 'Node',
    isName: true,
    cell: (node) => <RowLink to={paths.node(node.UUID)}>{nameOf(node)}</RowLink>,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state, readOnly }) => (
      <>
        <NodeStateLabel state={state} isStale={isStale} />
        {readOnly ? ' Read-only' : null}
      </>
    ),
  },
  {
    id: 'domains',
    header: 'Failure domains',
    cell: ({ failureDomains, ...node }) =>
      failureDomains.length === 0 ? (
        <span className="ast-quiet">–</span>
      ) : (
        <LabelGroup aria-label={`Failure domains of ${nameOf({ failureDomains, ...node })}`}>
          {failureDomains.map((domain) => (
            <Label key={domain} isCompact variant="outline">
              {domain}
            </Label>
          ))}
        </LabelGroup>
      ),
  },
  { id: 'uuid', header: 'UUID', cell: ({ UUID }) => <CopyText text={UUID} what="node UUID" /> },
];

/** The cluster's nodes, with their state and failure domains. */
export function NodesPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { nodes } = cluster;
  const isStale = !isCurrent(cluster);
  const columns = useMemo(() => columnsFor(isStale), [isStale]);
  return (
    <Panel title={`Nodes (${nodes.length})`} anchor={NODES_ANCHOR}>
      {nodes.length === 0 ? (
        <p className="ast-quiet">The cluster has not reported its nodes yet.</p>
      ) : (
        <DataTable label="Nodes" columns={columns} rows={nodes} rowId={idOf} rowName={nameOf} />
      )}
    </Panel>
  );
}
