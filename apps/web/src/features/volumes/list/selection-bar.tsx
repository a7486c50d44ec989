import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { formatCount } from '#/lib/format.ts';

interface SelectionBarProps {
  readonly count: number;
  readonly onClear: () => void;
  readonly onDelete: () => void;
}

/** What can be done with the selected volumes. */
export function SelectionBar({ count, onClear, onDelete }: SelectionBarProps) {
  return (
    <section className="ast-selection-bar" aria-label="Selected volumes">
      <output>
        {count === 1 ? '1 volume selected' : `${formatCount(count)} volumes selected`}
      </output>
      <Button variant="danger" size="sm" icon={<TrashIcon />} onClick={onDelete}>
        Delete
      </Button>
      <Button variant="link" size="sm" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
