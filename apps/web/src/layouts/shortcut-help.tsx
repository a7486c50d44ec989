import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { useRights } from '#/api/session.ts';
import { chooseSingleKeys, singleKeys } from '#/lib/single-keys.ts';
import { useStore } from '#/lib/store.ts';
import { sectionsFor } from './sections.ts';
import './shortcut-help.css';

/** Lists the keys that work on every page. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const sections = sectionsFor(useRights());
  const work = useStore(singleKeys);
  const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Ctrl', 'K'], 'Go to a page, a cluster or a volume'],
    [['/'], 'Search on this page'],
    ...sections.map(({ key, name }) => [['g', key], `Go to ${name}`] as const),
    [['↓', '↑'], 'Go from row to row, once in a table'],
    [['Enter'], 'Open the row'],
    [['x'], 'Select the row, or no longer'],
    [['?'], 'Show this help'],
    [['Esc'], 'Close a dialog or a menu'],
  ];
  return (
    <Modal isOpen variant="small" aria-labelledby="shortcuts-title" onClose={onClose}>
      <ModalHeader title="Keyboard shortcuts" labelId="shortcuts-title" />
      <ModalBody>
        <dl className="ast-shortcuts">
          {shortcuts.map(([keys, what]) => (
            <div key={what}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Checkbox
          id="ast-single-keys"
          className="ast-single-keys"
          label="Keys without Ctrl work"
          description="Turn them off if you dictate to your computer, or press them by chance."
          isChecked={work}
          onChange={(_, checked) => chooseSingleKeys(checked)}
        />
      </ModalBody>
    </Modal>
  );
}
