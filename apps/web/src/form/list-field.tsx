import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { FieldValues } from 'react-hook-form';
import { splitEntries, tidyText } from '#/lib/pasted-text.ts';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';
import './list-field.css';

interface ListFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  /** One entry, for the input and its button: `host NQN`. */
  readonly entryName: string;
  readonly placeholder?: string;
  /** Words that stand for all or none and replace the whole list, each offered as a button. */
  readonly wholeLists?: readonly { readonly value: string; readonly label: string }[];
  /** What is unusual about an entry; it may be right all the same. */
  readonly warningFor?: (entry: string) => string | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A list of short texts. Its value is an array of strings; several pasted at once are split. */
export function ListField<Values extends FieldValues = NoFields>(props: ListFieldProps<Values>) {
  const { name, label, helper, isRequired = false, entryName, wholeLists = [] } = props;
  const { id, value, onChange, onBlur, ref, error } = useField(name);
  const [draft, setDraft] = useState('');
  const entries: string[] = Array.isArray(value) ? value.filter(isText) : [];
  const single = new Map(wholeLists.map(({ value, label }) => [value, label]));

  function add(text: string) {
    const added = splitEntries(text).filter((entry) => !entries.includes(entry));
    setDraft('');
    if (added.length === 0) return;
    const kept = entries.filter((entry) => !single.has(entry));
    onChange([...kept, ...added]);
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    // An input of one line would join the lines that are pasted into it.
    if (draft !== '' || splitEntries(pasted).length < 2) return;
    event.preventDefault();
    add(pasted);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || tidyText(draft) === '') return;
    event.preventDefault();
    add(draft);
  }

  const unusual = entries
    .filter((entry) => !single.has(entry))
    .map(props.warningFor ?? (() => undefined));
  return (
    <FieldFrame
      fieldId={id}
      label={label}
      helper={helper}
      isRequired={isRequired}
      error={error}
      warning={unusual.find((warning) => warning !== undefined)}
    >
      <div className="ast-list-field">
        {entries.length === 0 ? null : (
          <LabelGroup numLabels={20} aria-label={label}>
            {entries.map((entry) => (
              <Label
                key={entry}
                variant="outline"
                textMaxWidth="80ch"
                closeBtnAriaLabel={`Remove ${single.get(entry) ?? entry}`}
                onClose={() => onChange(entries.filter((kept) => kept !== entry))}
              >
                {single.get(entry) ?? entry}
              </Label>
            ))}
          </LabelGroup>
        )}
        <div className="ast-list-field-input">
          <TextInput
            id={id}
            name={name}
            value={draft}
            ref={ref}
            autoComplete="off"
            placeholder={props.placeholder ?? ''}
            validated={error === undefined ? 'default' : 'error'}
            aria-describedby={helperIdOf(id)}
            onChange={(_, value) => setDraft(value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => {
              add(draft);
              onBlur();
            }}
          />
          <Button variant="control" isDisabled={tidyText(draft) === ''} onClick={() => add(draft)}>
            Add {entryName}
          </Button>
        </div>
        {wholeLists.length === 0 ? null : (
          <div className="ast-row">
            {wholeLists.map((whole) => (
              <Button
                key={whole.value}
                variant="link"
                isInline
                isDisabled={entries.length === 1 && entries[0] === whole.value}
                onClick={() => onChange([whole.value])}
              >
                {whole.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </FieldFrame>
  );
}
