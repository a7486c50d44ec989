import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { useRights } from '#/api/session.ts';
import { singleKeys } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { sectionsFor } from './sections.ts';
import './shortcut-help.css';

/** Lists the keys that work on every page. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const sections = sectionsFor(useRights());
  const work = useStore(singleKeys);
  const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Ctrl', 'K'], 'Search or run a command'],
    [['/'], 'Search this page'],
    ...sections.map(({ key, name }) => [['g', key], `Go to ${name}`] as const),
    [['↓', '↑'], 'Move between the rows of a table'],
    [['PgDn', 'PgUp'], 'Move by as many rows as can be seen'],
    [['Home', 'End'], 'Go to the first or the last row'],
    [['Enter'], 'Open the row'],
    [['x'], 'Select or deselect the row'],
    [['.'], 'Open the menu of the row'],
    [['q'], 'Quick look at the row; again: go into it'],
    [['m'], 'Go to the newest message, such as to its Undo'],
    [['c'], 'Show the API calls of this page'],
    [['?'], 'Show this help'],
    [['Esc'], 'Close a dialog or menu'],
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
          label="Single-key shortcuts"
          description="Turn these off if you use speech input or often press keys by accident."
          isChecked={work === 'on'}
          onChange={(_, checked) => singleKeys.choose(checked ? 'on' : 'off')}
        />
      </ModalBody>
    </Modal>
  );
}
