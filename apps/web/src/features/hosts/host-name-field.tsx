import { HOST_NAME_MAX, type FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Tooltip } from '@patternfly/react-core/dist/esm/components/Tooltip';
import { CheckIcon } from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { RhMicronsCloseIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-close-icon';
import { useLayoutEffect, useRef, useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { nameHost } from '#/api/usage-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import { useStore, type Store } from '#/lib/store.ts';
import { menuRoot } from '#/ui/menu-root.ts';
import type { Naming } from './named-host.ts';
import './host-name-field.css';

interface HostNameFieldProps {
  readonly host: Pick<FleetHost, 'hostNQN' | 'friendly'>;
  /** What is typed, from `beginNaming`. */
  readonly naming: Store<Naming>;
  /** The name is saved, or stays as it was. */
  readonly onClose: () => void;
}

/**
 * The friendly name of a host as a field in the place of the name: Enter saves it, Escape leaves it as it was. What is
 * typed is kept when the host scrolls out of its list.
 */
export function HostNameField({ host, naming, onClose }: HostNameFieldProps) {
  const { hostNQN, friendly } = host;
  const now = friendly?.name ?? '';
  const field = useRef<HTMLInputElement>(null);
  /** What has the focus again afterwards, if it is still there. */
  const [opener] = useState(() => document.activeElement);
  const { began, text } = useStore(naming);
  const { write, outcome, isPending, isChecking } = useWrite(nameHost);
  /** What became of it is told here: it stays until that is known. */
  const isWaiting = isPending && !isChecking;
  useLayoutEffect(() => {
    if (naming.get().hasBegun) return;
    naming.set({ ...naming.get(), hasBegun: true });
    field.current?.focus();
    field.current?.select();
  }, [naming]);

  function close(): void {
    if (opener instanceof HTMLElement) opener.focus();
    onClose();
  }
  function cancel(): void {
    if (!isWaiting) close();
  }
  const name = tidyText(text);
  function save(): void {
    if (name === now) close();
    else write({ hostNQN, name }, ({ kind }) => kind === 'done' && close());
  }
  const error = errorOf(outcome);
  const failure = error === undefined ? undefined : describeError(error);
  const said = isChecking
    ? 'The response was lost. Checking whether the name was saved …'
    : failure !== undefined
      ? `${failure.title}. ${failure.advice}${failure.requestId === undefined ? '' : ` Request ID ${failure.requestId}`}`
      : isPending || now === began || now === name
        ? undefined
        : `${now === '' ? 'The name was removed' : `Named “${now}” by ${friendly?.setBy ?? ''}`} meanwhile. Enter saves yours instead.`;

  return (
    <span className="ast-host-name">
      <input
        ref={field}
        type="text"
        aria-label={`Friendly name of ${hostNQN}`}
        aria-invalid={failure !== undefined}
        value={text}
        placeholder="Friendly name"
        maxLength={HOST_NAME_MAX}
        autoComplete="off"
        onChange={({ target }) => naming.set({ ...naming.get(), text: target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Enter') save();
          else cancel();
        }}
      />
      <Button
        variant="plain"
        size="sm"
        hasNoPadding
        aria-label={name === '' && now !== '' ? 'Remove name' : 'Save name'}
        icon={<CheckIcon />}
        isAriaDisabled={isPending}
        onClick={save}
      />
      <Button
        variant="plain"
        size="sm"
        hasNoPadding
        aria-label="Keep the name as it was"
        icon={<RhMicronsCloseIcon />}
        isAriaDisabled={isWaiting}
        onClick={cancel}
      />
      {said === undefined ? null : (
        // A row of a list has no room for it.
        <Tooltip
          key={said}
          isVisible
          trigger="manual"
          triggerRef={field}
          position="bottom-start"
          content={said}
          maxWidth="min(32rem, 90vw)"
          appendTo={menuRoot}
          entryDelay={0}
        />
      )}
    </span>
  );
}
