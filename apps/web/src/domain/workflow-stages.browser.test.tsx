import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { WorkflowStages } from './workflow-stages.tsx';

const T = '2026-11-29T12:00:00Z';
const done = { name: 'reach', state: 'done', startedAt: T, endedAt: T } as const;

async function shown(workflow: Pick<FleetWorkflow, 'state' | 'stages'>) {
  const { container } = await render(<WorkflowStages workflow={workflow} />);
  const steps = [...container.querySelectorAll('li')];
  expect(container.querySelector('.ast-stage-running') === null).toBe(workflow.state !== 'RUNNING');
  return steps.map((step) => step.getAttribute('aria-label'));
}

test.each([
  ['FAILED', 'failed'],
  ['CANCELED', 'canceled'],
] as const)(
  'of a workflow that is %s the stage is marked, and later ones are not run',
  async (state, at) => {
    const stages = [
      done,
      { name: 'verify TLS', state: at, startedAt: T, endedAt: T },
      { name: 'authenticate', state: 'waiting' },
      { name: 'done', state: 'waiting' },
    ] as const;
    expect(await shown({ state, stages: [...stages] })).toEqual([
      'Connect to the endpoint: done',
      `Verify the certificate: ${at}`,
      'Sign in with the service key: not run',
      'Finish: not run',
    ]);
  },
);

test('of a workflow that is canceled before it starts nothing is run', async () => {
  const stages = [{ name: 'stop monitoring', state: 'waiting' }] as const;
  expect(await shown({ state: 'CANCELED', stages: [...stages] })).toEqual([
    'Stop monitoring: not run',
  ]);
});

test('of a workflow that runs, later stages are waiting', async () => {
  const stages = [
    done,
    { name: 'verify TLS', state: 'running', startedAt: T },
    { name: 'authenticate', state: 'waiting' },
  ] as const;
  expect(await shown({ state: 'RUNNING', stages: [...stages] })).toEqual([
    'Connect to the endpoint: done',
    'Verify the certificate: running',
    'Sign in with the service key: waiting',
  ]);
});

test('while the federation is out of reach, a stage is not shown as running but as what was last read', async () => {
  const stages = [{ name: 'verify TLS', state: 'running', startedAt: T }] as const;
  const { container, getByRole } = await render(
    <OutOfReachSince value={Date.now()}>
      <WorkflowStages workflow={{ state: 'RUNNING', stages: [...stages] }} />
    </OutOfReachSince>,
  );
  await expect
    .element(getByRole('listitem', { name: 'Verify the certificate: running when last read' }))
    .toBeVisible();
  expect(container.querySelector('.ast-stage-running')).toBeNull();
});
