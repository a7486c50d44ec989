import { RhUiCheckCircleFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-check-circle-fill-icon';
import { Link } from 'react-router';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { counted } from '#/lib/counted.ts';
import { formatBytes, formatPercent } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { DriveBays, drivesInWords } from './drive-bays.tsx';
import { nameOfNode, type Drive, type Rack, type RackNode, type RackServer } from './racks.ts';
import './rack-view.css';

const sizeOf = (drives: readonly Drive[]): string =>
  formatBytes(drives.reduce((sum, { size }) => sum + BigInt(size), 0n));

interface UnitProps {
  readonly isStale: boolean;
  /** Whether the cluster has told of its drives. */
  readonly knowsDrives: boolean;
}

function NodeUnit({ rackNode, isStale, knowsDrives }: UnitProps & { rackNode: RackNode }) {
  const { node, drives } = rackNode;
  const name = nameOfNode(node);
  return (
    <div className="ast-unit-node">
      <div className="ast-unit-line">
        <Link to={paths.node(node.UUID)}>{name}</Link>
        <NodeStateLabel state={node.state} isStale={isStale} />
      </div>
      {knowsDrives ? <DriveBays of={name} drives={drives} bays={node.maxDevices} /> : null}
      <p className="ast-quiet">
        {knowsDrives
          ? `${drivesInWords(drives) || 'No drives'} · ${sizeOf(drives)}`
          : counted(node.devices, 'drive', 'drives')}
        {node.isReadOnly ? ' · Read-only' : null}
        {node.isRebuilding ? ` · Rebuilding: ${formatPercent(node.rebuildProgress)}` : null}
      </p>
    </div>
  );
}

const AT_NO_RISK: ReadonlySet<string> = new Set(['Enabled', '']);

function ServerUnit({ unit, ...shown }: UnitProps & { readonly unit: RackServer }) {
  const { server, nodes, spare } = unit;
  const name = server?.name ?? '';
  return (
    <li className="ast-unit">
      {server === undefined ? null : (
        <p className="ast-unit-server">
          {name === '' ? server.UUID : name}
          {AT_NO_RISK.has(server.state) ? null : ` · ${server.state}`}
        </p>
      )}
      {nodes.map((rackNode) => (
        <NodeUnit key={rackNode.node.UUID} rackNode={rackNode} {...shown} />
      ))}
      {spare.length === 0 ? null : (
        <p className="ast-quiet">{counted(spare.length, 'drive', 'drives')} not managed</p>
      )}
    </li>
  );
}

interface RackViewProps extends UnitProps {
  readonly rack: Rack;
  readonly isSelected: boolean;
  readonly onSelect: (domain: string) => void;
}

/** A failure domain as a rack with its servers, which can be selected. */
export function RackView({ rack, isSelected, onSelect, ...shown }: RackViewProps) {
  const { domain, servers } = rack;
  const nodes = servers.flatMap((one) => one.nodes);
  const away = nodes.filter(({ node }) => node.state !== 'Active').length;
  const facts = [
    counted(nodes.length, 'node', 'nodes'),
    ...(away === 0 ? [] : [`${away} not active`]),
  ].join(', ');
  return (
    <section className={isSelected ? 'ast-rack ast-rack-selected' : 'ast-rack'}>
      <h3 className="ast-rack-head">
        {domain === undefined ? (
          <span className="ast-rack-title">No failure domain</span>
        ) : (
          <button
            type="button"
            className="ast-rack-title"
            aria-pressed={isSelected}
            onClick={() => onSelect(domain)}
          >
            <span className="ast-rack-mark">{isSelected ? <RhUiCheckCircleFillIcon /> : null}</span>
            {domain}
          </button>
        )}
        <span className="ast-quiet ast-rack-facts">{facts}</span>
      </h3>
      <ul className="ast-rack-units">
        {servers.map((unit) => (
          <ServerUnit key={unit.UUID} unit={unit} {...shown} />
        ))}
      </ul>
    </section>
  );
}
