import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { formatCompression, formatCount } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityBar } from '#/ui/capacity-bar.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

/** How large a volume is, and what of it is used. */
export function VolumeCapacity({ volume }: { readonly volume: Volume }) {
  const { size, statistics } = volume;
  const unrecoverable = statistics.unrecoverableDataIntegrityErrors;
  return (
    <Panel title="Capacity">
      <div className="ast-stack">
        <CapacityBar label="Used" used={statistics.logicalUsedStorage} total={size} />
        <PropertyList
          properties={[
            ['Size', <Bytes key="size" value={size} exact />],
            ['Used', <Bytes key="used" value={statistics.logicalUsedStorage} exact />],
            ['Physical', <Bytes key="physical" value={statistics.physicalUsedStorage} exact />],
            ['Written by hosts', <Bytes key="written" value={statistics.userWritten} />],
            ['Compression ratio', formatCompression(statistics.compressionRatio)],
            [
              'Integrity errors',
              unrecoverable === 0 ? (
                `None unrecoverable, ${formatCount(statistics.recoverableDataIntegrityErrors)} recovered`
              ) : (
                <strong key="errors">{formatCount(unrecoverable)} unrecoverable</strong>
              ),
            ],
          ]}
        />
      </div>
    </Panel>
  );
}
