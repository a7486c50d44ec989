import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { formatBytes, percentOf } from '#/lib/format.ts';

const FILLING_UP = 75;
const NEARLY_FULL = 90;

/** In a row of the list: how much is used and provisioned of the effective capacity, drawn and in numbers. */
export function ClusterCapacity({ statistics, provisionedStorage }: FleetCluster) {
  if (statistics === undefined) return <span className="ast-quiet">not known yet</span>;
  const { physicalUsedStorage: used, effectivePhysicalStorage: effective } = statistics;
  const percent = percentOf(used, effective);
  const provisioned = percentOf(provisionedStorage, effective);
  const tone = percent >= NEARLY_FULL ? 'alarm' : percent >= FILLING_UP ? 'warn' : 'ok';
  return (
    <div
      className="ast-cluster-capacity"
      title={`${percent} % used and ${provisioned} % provisioned of ${formatBytes(effective)} effective`}
    >
      <div className={`ast-capacity-track ast-capacity-${tone}`} aria-hidden="true">
        <div style={{ inlineSize: `${Math.min(100, percent)}%` }} />
      </div>
      <span>
        {formatBytes(used, 1)} used · {formatBytes(provisionedStorage, 1)} provisioned of{' '}
        {formatBytes(effective, 1)}
        {tone === 'alarm' ? ' · nearly full' : ''}
      </span>
    </div>
  );
}
