import type { FleetExporter } from '@asterism/api-types/fleet-api/series-api';

interface ExportersOffProps {
  readonly exporters: readonly FleetExporter[];
  /** Only of this node. */
  readonly nodeId?: string | undefined;
}

/** So many are said one by one. */
const SAID = 3;

/** Why what is read and written is not known now, node by node. */
export function ExportersOff({ exporters, nodeId }: ExportersOffProps) {
  const off = exporters.filter(
    (one) => one.state === 'Off' && (nodeId === undefined || one.nodeId === nodeId),
  );
  if (off.length === 0) return null;
  return (
    <output className="ast-quiet">
      IOPS, bandwidth and latency can’t be measured now.{' '}
      {off
        .slice(0, SAID)
        .map(({ nodeName, reason }) => `${nodeName}: ${reason}`)
        .join('; ')}
      {off.length > SAID ? `; and ${off.length - SAID} more` : ''}.
    </output>
  );
}
