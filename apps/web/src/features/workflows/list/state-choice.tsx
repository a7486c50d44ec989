import { FLEET_WORKFLOW_STATES } from '@asterism/api-types/federation-api/workflow';
import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import { WORKFLOW_STATE_LOOK } from '#/domain/workflow-state.tsx';

interface StateChoiceProps {
  /** The chosen state; undefined for all. */
  readonly chosen: string | undefined;
  readonly onChange: (states: readonly string[]) => void;
}

/** Narrows the list to one state, or to none. */
export function StateChoice({ chosen, onChange }: StateChoiceProps) {
  return (
    <ToggleGroup isCompact aria-label="State">
      <ToggleGroupItem
        text="All"
        buttonId="state-all"
        isSelected={chosen === undefined}
        onChange={() => onChange([])}
      />
      {FLEET_WORKFLOW_STATES.map((state) => (
        <ToggleGroupItem
          key={state}
          text={WORKFLOW_STATE_LOOK[state].text}
          buttonId={`state-${state.toLowerCase()}`}
          isSelected={chosen === state}
          onChange={() => onChange([state])}
        />
      ))}
    </ToggleGroup>
  );
}
