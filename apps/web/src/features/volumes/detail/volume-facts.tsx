import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';
import { CopyText } from '#/ui/copy-text.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** Where a volume may be placed, in words. */
const placementText = ({ placementRestrictions }: Volume): string =>
  placementRestrictions
    .flatMap(({ labelValueKeyPairs }) => labelValueKeyPairs)
    .map(({ key, value }) => `${key} ${value}`)
    .join(', ');

/** What a volume is: names, settings, origin. */
export function VolumeFacts({ volume }: { readonly volume: Volume }) {
  return (
    <Panel title="Volume">
      <PropertyList
        properties={[
          ['UUID', <CopyText key="uuid" text={volume.UUID} what="UUID" />],
          ['Project', volume.projectName],
          ['Replicas', volume.replicaCount],
          ['Compression', volume.compression === 'true' ? 'On' : 'Off'],
          ['Sector size', `${volume.sectorSize} bytes`],
          ['QoS policy', volume.qosPolicyName === '' ? 'None' : volume.qosPolicyName],
          [
            'Labels',
            volume.labels.length === 0 ? (
              'None'
            ) : (
              <LabelGroup key="labels" numLabels={16} aria-label="Labels">
                {volume.labels.map(({ key, value }) => (
                  <Label key={key} isCompact variant="outline" textMaxWidth="32ch">
                    {key}={value}
                  </Label>
                ))}
              </LabelGroup>
            ),
          ],
          ['Created', <RelativeTime key="created" value={volume.creationTime} exact />],
          ['Source snapshot', volume.sourceSnapshotName || volume.sourceSnapshotUUID || 'None'],
          ['Placement', placementText(volume) || 'Anywhere on its cluster'],
          ['Namespace ID', volume.nsid === 0 ? undefined : volume.nsid],
          ['ETag', <code key="etag">{volume.ETag}</code>],
        ]}
      />
    </Panel>
  );
}
