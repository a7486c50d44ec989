import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { useRights } from '#/api/session.ts';
import { sectionsFor } from './sections.ts';

/** Lists the keys that work on every page. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const sections = sectionsFor(useRights());
  const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Ctrl', 'K'], 'Go to a page, a cluster or a volume'],
    [['/'], 'Search on this page'],
    ...sections.map(({ key, name }) => [['g', key], `Go to ${name}`] as const),
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
      </ModalBody>
    </Modal>
  );
}
