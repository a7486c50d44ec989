import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Form, FormGroup } from '@patternfly/react-core/dist/esm/components/Form';
import {
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { Fragment, useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import { CheckingNote } from './checking-note.tsx';
import { FailureAlert, type FailureWords } from './failure-alert.tsx';
import { tidyText } from '#/lib/pasted-text.ts';
import type { Property } from './property-list.tsx';
import { SendingDialog } from './sending-dialog.tsx';
import './confirm-dialog-box.css';

/** The text and behaviour of a {@link ConfirmDialogBox}. */
export interface ConfirmDialogProps {
  readonly title: string;
  /** What exactly it acts on, in full: its name, and where it is. */
  readonly subject?: readonly Property[];
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  /** The verb of the button: `Delete`. */
  readonly action: string;
  /** What the other button says, where "Cancel" could be taken for the action. */
  readonly dismiss?: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** Whether the answer is awaited: it is not closed before it is there, or is being found out. */
  readonly isPending?: boolean;
  /** Whether there is nothing to confirm. */
  readonly isDisabled?: boolean;
  /** What is being checked after a lost response: `the volume was deleted`; see `CheckingNote`. */
  readonly checking?: string | undefined;
  /** Text to type before the action is possible, for what is hard to undo. */
  readonly typeToConfirm?: string | undefined;
  /** Why the last attempt failed. */
  readonly error?: FailureWords | undefined;
  readonly isDanger?: boolean;
  /** Whether what it shows needs room. */
  readonly isWide?: boolean;
  /** To the step before; undefined where there is none. */
  readonly onBack?: (() => void) | undefined;
}

/** The dialog itself; use it through `ConfirmDialog`, which loads it when it is opened. */
export function ConfirmDialogBox(props: ConfirmDialogProps) {
  const { title, action, onConfirm, onCancel, isPending = false, typeToConfirm, error } = props;
  const { subject = [], checking, isDisabled = false } = props;
  const isWaiting = isPending && checking === undefined;
  const id = useId();
  const [typed, setTyped] = useState('');
  const confirmed = typeToConfirm === undefined || tidyText(typed) === typeToConfirm;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (confirmed && !isPending && !isDisabled) onConfirm();
  }

  return (
    <SendingDialog
      className="ast-confirm"
      variant={props.isWide === true ? 'large' : 'small'}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      isWaiting={isWaiting}
      onClose={onCancel}
    >
      <ModalHeader
        title={title}
        labelId={`${id}-title`}
        {...(props.isDanger === true ? { titleIconVariant: 'warning' as const } : {})}
      />
      <ModalBody id={`${id}-body`}>
        <div className="ast-stack">
          {subject.length === 0 ? null : (
            <dl className="ast-subject">
              {subject.map(([what, value]) => (
                <Fragment key={what}>
                  <dt>{what}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ))}
            </dl>
          )}
          <div>{props.children}</div>
        </div>
      </ModalBody>
      <ModalFooter>
        {/* Beside its button, and not scrolled away with what is to be read. */}
        {typeToConfirm === undefined ? null : (
          <Form className="ast-confirm-typed" onSubmit={submit}>
            <FormGroup
              fieldId={`${id}-name`}
              label={
                <>
                  Type <code>{typeToConfirm}</code> to confirm
                </>
              }
            >
              <TextInput
                id={`${id}-name`}
                value={typed}
                autoComplete="off"
                onChange={(_, value) => setTyped(value)}
              />
            </FormGroup>
          </Form>
        )}
        <Button
          variant={props.isDanger === true ? 'danger' : 'primary'}
          isAriaDisabled={isPending}
          isDisabled={!confirmed || isDisabled}
          isLoading={isPending}
          onClick={onConfirm}
        >
          {action}
        </Button>
        {props.onBack === undefined ? null : (
          <Button variant="secondary" isAriaDisabled={isWaiting} onClick={props.onBack}>
            Back
          </Button>
        )}
        <Button variant="link" isAriaDisabled={isWaiting} onClick={onCancel}>
          {props.dismiss ?? 'Cancel'}
        </Button>
        {/* Below the buttons, which stay where they are. */}
        {checking === undefined && error === undefined ? null : (
          <div className="ast-confirm-outcome">
            {checking === undefined ? null : <CheckingNote what={checking} />}
            {error === undefined ? null : <FailureAlert failure={error} />}
          </div>
        )}
      </ModalFooter>
    </SendingDialog>
  );
}
