import type { FleetWorkflow, WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { workflowQuery, workflowsQuery } from '#/api/workflow-queries.ts';
import { UsualDuration } from '#/domain/usual-duration.tsx';
import { stageTitle, workflowName } from '#/domain/workflow-words.ts';
import { formatDuration, formatRelativeTime } from '#/lib/format.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { useNow } from '#/ui/clock.ts';
import { Duration } from '#/ui/duration.tsx';
import { MenuButton } from '#/ui/menu-button.tsx';
import { Panel } from '#/ui/panel.tsx';

/** The run that is compared with, in the address. */
const COMPARED = 'with';
/** So many of the last completed runs are offered. */
const OFFERED = '50';
const NOW_STEP_MS = 60_000;
const NOBODY = 'none';

const quietDash = <span className="ast-quiet">–</span>;

function durationOf({ startedAt, createdAt, endedAt }: FleetWorkflow): string {
  if (endedAt === undefined) return 'running';
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt ?? createdAt));
}

interface RunPickerProps {
  readonly workflow: FleetWorkflow;
  readonly compared: FleetWorkflow | undefined;
  readonly onChoose: (workflowId: string | undefined) => void;
}

/** Chooses the run to compare with: of the last of its type that completed. */
function RunPicker({ workflow, compared, onChoose }: RunPickerProps) {
  const { type, id } = workflow;
  const { data } = useQuery(workflowsQuery({ type, state: 'COMPLETED', limit: OFFERED }));
  const now = useNow(NOW_STEP_MS);
  const runs = (data?.workflows ?? []).filter((run) => run.id !== id);
  return (
    <MenuButton
      menu={{
        kind: 'one',
        side: 'right',
        mayBeLong: true,
        label: 'Runs to compare with',
        options: [
          { value: NOBODY, text: 'Nothing: only the usual times' },
          ...runs.map((run) => ({
            value: run.id,
            text: `${workflowName(run)}, ${formatRelativeTime(Date.parse(run.endedAt ?? run.createdAt), now)}, ${durationOf(run)}`,
          })),
        ],
        chosen: [compared?.id ?? NOBODY],
        onChoose: (value) => onChoose(value === NOBODY ? undefined : value),
      }}
    >
      {compared === undefined ? 'Compare with …' : `Compared with ${workflowName(compared)}`}
    </MenuButton>
  );
}

function columnsOf(
  { usual }: FleetWorkflow,
  compared: FleetWorkflow | undefined,
): readonly Column<WorkflowStage>[] {
  return [
    { id: 'stage', header: 'Stage', isName: true, cell: ({ name }) => stageTitle(name) },
    {
      id: 'this',
      header: 'This run',
      cell: ({ name, startedAt, endedAt }) =>
        startedAt === undefined ? (
          quietDash
        ) : (
          <UsualDuration from={startedAt} to={endedAt} usualSeconds={usual?.stages[name]} />
        ),
    },
    ...(compared === undefined
      ? []
      : [
          {
            id: 'compared',
            header: workflowName(compared),
            cell: ({ name }: WorkflowStage) => {
              const stage = compared.stages.find((other) => other.name === name);
              return <Duration from={stage?.startedAt} to={stage?.endedAt} />;
            },
          },
        ]),
  ];
}

const idOf = ({ name }: WorkflowStage) => name;

/** How long each stage took, beside the usual time and, where one is chosen, another run. */
export function StageTimes({ workflow }: { readonly workflow: FleetWorkflow }) {
  const [query, setQuery] = useSearchParams();
  const wanted = query.get(COMPARED);
  const { data } = useQuery({ ...workflowQuery(wanted ?? ''), enabled: wanted !== null });
  const compared = wanted === null ? undefined : data;
  const columns = useMemo(() => columnsOf(workflow, compared), [workflow, compared]);
  return (
    <Panel
      title="Time per stage"
      actions={
        <RunPicker
          workflow={workflow}
          compared={compared}
          onChoose={(workflowId) =>
            setQuery(workflowId === undefined ? {} : { [COMPARED]: workflowId }, {
              replace: true,
              preventScrollReset: true,
            })
          }
        />
      }
    >
      <DataTable
        label="Time per stage"
        columns={columns}
        rows={workflow.stages}
        rowId={idOf}
        rowName={({ name }) => stageTitle(name)}
        empty={null}
      />
    </Panel>
  );
}
