import { LABELS_MAX, type Label } from '@asterism/api-types/rules/labels';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import type { ClipboardEvent } from 'react';
import { splitEntries } from '#/lib/pasted-text.ts';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';
import './labels-field.css';

const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value;

const PARTS = ['key', 'value'] as const;

/** The labels in a text such as `tier=gold, env=prod`; none unless all of it are labels. */
function labelsIn(text: string): Label[] {
  const pairs = splitEntries(text).map((entry) => /^([^=]+)=([^=]+)$/.exec(entry));
  return pairs.flatMap((pair) =>
    pair === null || pairs.includes(null) ? [] : [{ key: pair[1] ?? '', value: pair[2] ?? '' }],
  );
}

/** Labels of a key and a value. Its value is an array of `{key, value}`. */
export function LabelsField<Values extends FieldValues = NoFields>({
  name,
  label,
  helper,
}: FieldProps<Values>) {
  const { id, value, onChange, onBlur, ref, error } = useField(name);
  const labels: Label[] = Array.isArray(value) ? value.filter(isLabel) : [];

  const change = (row: number, part: (typeof PARTS)[number], text: string) =>
    onChange(labels.map((old, index) => (index === row ? { ...old, [part]: text } : old)));

  function onPaste(row: number, event: ClipboardEvent) {
    const pasted = labelsIn(event.clipboardData.getData('text'));
    if (pasted.length === 0 || labels[row]?.key !== '' || labels[row].value !== '') return;
    event.preventDefault();
    const byKey = new Map(
      [...labels.toSpliced(row, 1), ...pasted].map((label) => [label.key, label]),
    );
    onChange([...byKey.values()]);
  }

  return (
    <FieldFrame fieldId={id} label={label} helper={helper} error={error} isGroup>
      <div className="ast-labels-field">
        {labels.map((row, index) => (
          // The inputs are controlled, so a row has no state but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className="ast-labels-field-row">
            {PARTS.map((part) => (
              <TextInput
                key={part}
                aria-label={`${part === 'key' ? 'Key' : 'Value'} of label ${index + 1}`}
                aria-describedby={helperIdOf(id)}
                placeholder={part}
                value={row[part]}
                ref={index === 0 && part === 'key' ? ref : null}
                validated={error === undefined ? 'default' : 'error'}
                onChange={(_, text) => change(index, part, text)}
                onPaste={(event) => onPaste(index, event)}
                onBlur={onBlur}
              />
            ))}
            <Button
              variant="plain"
              aria-label={`Remove label ${index + 1}`}
              icon={<TimesIcon />}
              onClick={() => onChange(labels.filter((_, other) => other !== index))}
            />
          </div>
        ))}
        <Button
          variant="link"
          isInline
          ref={labels.length === 0 ? ref : null}
          isDisabled={labels.length >= LABELS_MAX}
          onClick={() => onChange([...labels, { key: '', value: '' }])}
        >
          Add label
        </Button>
      </div>
    </FieldFrame>
  );
}
