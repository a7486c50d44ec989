import {
  SYSTEM_ZONE,
  type Density,
  type Theme,
  type Units,
} from '@asterism/api-types/bff-api/settings-values';
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import {
  FormSelect,
  FormSelectOption,
} from '@patternfly/react-core/dist/esm/components/FormSelect';
import type { ReactNode } from 'react';
import { FieldFrame, helperIdOf } from '#/form/field.tsx';
import type { Choice } from '#/lib/choice.ts';
import { density, singleKeys, theme, timeZone, units } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';

interface ChoiceFieldProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly helper?: ReactNode;
  readonly choice: Choice<T>;
  /** What each is called, in the order in which they are offered. */
  readonly names: Readonly<Record<T, string>>;
}

/** One of some values, which holds as soon as it is chosen. */
function ChoiceField<T extends string>({ id, label, helper, choice, names }: ChoiceFieldProps<T>) {
  const isValue = (text: string): text is T => Object.hasOwn(names, text);
  return (
    <FieldFrame fieldId={id} label={label} helper={helper} isRequired={false} error={undefined}>
      <FormSelect
        id={id}
        value={useStore(choice)}
        aria-describedby={helperIdOf(id)}
        onChange={(_, value) => (isValue(value) ? choice.choose(value) : undefined)}
      >
        {Object.entries<string>(names).map(([value, name]) => (
          <FormSelectOption key={value} value={value} label={name} />
        ))}
      </FormSelect>
    </FieldFrame>
  );
}

const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
};

export const ThemeField = () => (
  <ChoiceField
    id="ast-theme"
    label="Theme"
    helper="High contrast is light or dark, as the system is."
    choice={theme}
    names={THEME_NAMES}
  />
);

const DENSITY_NAMES: Readonly<Record<Density, string>> = {
  compact: 'Compact',
  comfortable: 'Comfortable',
};

export const DensityField = () => (
  <ChoiceField
    id="ast-density"
    label="Rows of lists"
    helper="Compact shows the most rows at once."
    choice={density}
    names={DENSITY_NAMES}
  />
);

const UNIT_NAMES: Readonly<Record<Units, string>> = {
  binary: 'Binary: 1 GiB = 1,073,741,824 bytes',
  decimal: 'Decimal: 1 GB = 1,000,000,000 bytes',
};

export const UnitsField = () => (
  <ChoiceField
    id="ast-units"
    label="Sizes"
    helper="How sizes are shown. You can enter them in any unit. Limits of QoS policies keep their own."
    choice={units}
    names={UNIT_NAMES}
  />
);

function zoneNames(chosen: string): Readonly<Record<string, string>> {
  const { timeZone: own } = new Intl.DateTimeFormat().resolvedOptions();
  const names = [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])];
  return {
    [SYSTEM_ZONE]: `As the system (${own})`,
    ...Object.fromEntries(names.filter((name) => name !== SYSTEM_ZONE).map((name) => [name, name])),
  };
}

export function TimeZoneField() {
  return (
    <ChoiceField
      id="ast-time-zone"
      label="Time zone"
      helper="Of all exact times, such as those on hover."
      choice={timeZone}
      names={zoneNames(useStore(timeZone))}
    />
  );
}

export const SingleKeysField = () => (
  <Checkbox
    id="ast-single-keys-setting"
    label="Single-key shortcuts"
    description="Turn these off if you use speech input or often press keys by accident."
    isChecked={useStore(singleKeys) === 'on'}
    onChange={(_, isOn) => singleKeys.choose(isOn ? 'on' : 'off')}
  />
);
