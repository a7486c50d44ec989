import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';

interface LabelListProps {
  readonly labels: Volume['labels'];
  /** The most of one label that is shown at once, in characters. */
  readonly width?: number;
}

/** The labels of a volume or of a snapshot; the first 16 at once. */
export function LabelList({ labels, width = 28 }: LabelListProps) {
  if (labels.length === 0) return 'None';
  return (
    <LabelGroup numLabels={16} aria-label="Labels">
      {labels.map(({ key, value }) => (
        <Label key={key} isCompact variant="outline" textMaxWidth={`${width}ch`}>
          {key}={value}
        </Label>
      ))}
    </LabelGroup>
  );
}
