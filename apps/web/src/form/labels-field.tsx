import { LABELS_MAX, type Label } from '@asterism/api-types/rules/labels';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';
import './labels-field.css';

const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value;

const PARTS = ['key', 'value'] as const;

/** Labels of a key and a value. Its value is an array of `{key, value}`. */
export function LabelsField<Values extends FieldValues = NoFields>({
  name,
  label,
  helper,
}: FieldProps<Values>) {
  const { id, value, onChange, onBlur, error } = useField(name);
  const labels: Label[] = Array.isArray(value) ? value.filter(isLabel) : [];

  const change = (row: number, part: (typeof PARTS)[number], text: string) =>
    onChange(labels.map((old, index) => (index === row ? { ...old, [part]: text } : old)));

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
                validated={error === undefined ? 'default' : 'error'}
                onChange={(_, text) => change(index, part, text)}
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
          isDisabled={labels.length >= LABELS_MAX}
          onClick={() => onChange([...labels, { key: '', value: '' }])}
        >
          Add label
        </Button>
      </div>
    </FieldFrame>
  );
}
