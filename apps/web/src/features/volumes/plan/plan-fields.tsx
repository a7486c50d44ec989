import { useQuery } from '@tanstack/react-query';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { SizeField } from '#/form/size-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { REPLICA_CHOICES } from '#/features/volumes/replica-choices.ts';
import type { PlanQuestion } from './plan-question.ts';
import '#/features/volumes/volume-form.css';

const choicesOf = (none: string, all: readonly { readonly name: string }[] = []) => [
  { value: '', label: none },
  ...all.map(({ name }) => ({ value: name, label: name })),
];

/** The answer follows what is typed: there is nothing to send. */
const stay = () => Promise.resolve();

/** What the volumes are like that are planned. */
export function PlanFields() {
  const { data: projects } = useQuery(projectsQuery());
  const { data: policies } = useQuery(policiesQuery());
  return (
    <FieldsForm className="ast-form" onSubmit={stay}>
      <TextField<PlanQuestion> name="count" label="Volumes" type="number" isRequired />
      <SizeField<PlanQuestion> name="size" label="Size of each" isRequired />
      <SelectField<PlanQuestion>
        name="replicaCount"
        label="Replicas"
        choices={REPLICA_CHOICES}
        isRequired
      />
      <SelectField<PlanQuestion>
        name="projectName"
        label="Project"
        choices={choicesOf('Any', projects?.projects)}
      />
      <SelectField<PlanQuestion>
        name="qosPolicyName"
        label="QoS policy"
        choices={choicesOf('None', policies?.policies)}
      />
    </FieldsForm>
  );
}
