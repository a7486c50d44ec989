import { Tooltip } from '@patternfly/react-core/dist/esm/components/Tooltip';
import { menuRoot } from '#/ui/menu-root.ts';
import type { Tip } from './table-tips.tsx';

/** Says about a cell what it has no room for. Screen readers find that in the cell itself. */
export function CellTip({ element, text }: Tip) {
  return (
    <Tooltip
      aria="none"
      isVisible
      trigger="manual"
      triggerRef={() => element}
      content={<span className="ast-cell-tip">{text}</span>}
      maxWidth="min(32rem, 90vw)"
      appendTo={menuRoot}
      entryDelay={0}
    />
  );
}
