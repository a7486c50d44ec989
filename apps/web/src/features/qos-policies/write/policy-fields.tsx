import { IOPS_STEP, keptIops } from '@asterism/api-types/rules/qos-limits';
import { useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import { projectsQuery } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ChoicesField, type CheckChoice } from '#/form/choices-field.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { OPEN_UNIT } from '#/domain/qos-limits.ts';
import { formatCount } from '#/lib/format.ts';
import type { LIMIT_KINDS, PolicyForm, VISIBILITIES } from './policy-form.ts';

const KIND_TEXT: Readonly<Record<(typeof LIMIT_KINDS)[number], string>> = {
  limitIOPS: 'IOPS',
  limitBw: 'Bandwidth, in MB/s',
  limitIOPSPerGB: 'IOPS per GB of size',
};
const VISIBILITY_TEXT: Readonly<Record<(typeof VISIBILITIES)[number], string>> = {
  Global: 'All projects',
  Scoped: 'Some projects',
  Unavailable: 'No project: volumes can’t be given it',
};
const choicesOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, label]) => ({ value, label }));

/** What a cluster makes of IOPS that are no whole steps. */
function roundingOf(kind: PolicyForm['kind'], typed: string): string {
  const kept = keptIops(Number(typed));
  if (kind !== 'limitIOPS' || !Number.isSafeInteger(kept) || kept === Number(typed)) {
    return 'Empty: no limit.';
  }
  return `Clusters keep ${formatCount(kept)}: IOPS come in steps of ${IOPS_STEP}.`;
}

/** What is limited, to how much, and for whom. */
function LimitFields() {
  const { control } = useFormContext<PolicyForm>();
  const [kind, read, write, visibility] = useWatch({
    control,
    name: ['kind', 'read', 'write', 'visibility'],
  });
  const { data, error, refetch } = useQuery(projectsQuery());
  const projects = data?.projects.map(({ name }) => ({ value: name, label: name }));
  return (
    <>
      <SelectField<PolicyForm>
        name="kind"
        label="What is limited"
        choices={choicesOf(KIND_TEXT)}
        helper={OPEN_UNIT[kind]}
      />
      <SelectField<PolicyForm>
        name="visibility"
        label="Who may use it"
        choices={choicesOf(VISIBILITY_TEXT)}
      />
      <TextField<PolicyForm> name="read" label="Reads" helper={roundingOf(kind, read)} />
      <TextField<PolicyForm> name="write" label="Writes" helper={roundingOf(kind, write)} />
      {visibility === 'Scoped' ? (
        <ChoicesField<PolicyForm> name="projects" label="Projects" isRequired choices={projects} />
      ) : null}
      {visibility === 'Scoped' && data === undefined && error !== null ? (
        <FailureView failure={error} onRetry={refetch} />
      ) : null}
    </>
  );
}

interface PolicyFieldsProps {
  readonly isNew: boolean;
  /** Undefined until they are read. */
  readonly clusters: readonly CheckChoice[] | undefined;
}

/** The fields of a QoS policy, and on which clusters it is to be so. */
export function PolicyFields({ isNew, clusters }: PolicyFieldsProps) {
  return (
    <>
      <TextField<PolicyForm>
        name="name"
        label="Name"
        isRequired
        isDisabled={!isNew}
        hasInitialFocus={isNew}
        helper={
          isNew ? 'The same on all clusters. It can’t be changed later.' : 'It can’t be changed.'
        }
      />
      <TextField<PolicyForm> name="description" label="Description" />
      <LimitFields />
      <ChoicesField<PolicyForm> name="clusters" label="On clusters" isRequired choices={clusters} />
    </>
  );
}
