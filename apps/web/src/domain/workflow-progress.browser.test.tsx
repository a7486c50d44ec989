import { fleetWorkflow, type FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { WorkflowMeter, WorkflowProgress } from './workflow-progress.tsx';

const workflow = (
  state: FleetWorkflow['state'],
  percent: number,
  stage = 'verify TLS',
): FleetWorkflow => ({
  ...fleetWorkflow.parse({ id: 'w', type: 'attach cluster', target: 'north', stages: [] }),
  state,
  progress: { percent, stage },
});

const percentOf = async (shown: FleetWorkflow): Promise<string | null> => {
  const screen = await render(<WorkflowProgress workflow={shown} label="Attach north" />);
  return screen.getByRole('progressbar').element().getAttribute('aria-valuenow');
};

test.each([
  ['RUNNING', 99.9, '99'],
  ['RUNNING', 100, '99'],
  ['FAILED', 100, '99'],
  ['COMPLETED', 62, '100'],
  ['PENDING', -1, '0'],
] as const)(
  'a workflow that is %s at %d percent shows %s: 100 is for those that completed',
  async (state, percent, shown) => {
    expect(await percentOf(workflow(state, percent))).toBe(shown);
  },
);

test('a running workflow names its stage, and one that has ended does not', async () => {
  const screen = await render(<WorkflowProgress workflow={workflow('RUNNING', 10)} label="x" />);
  await expect.element(screen.getByText('Verify the certificate')).toBeVisible();
  await screen.rerender(<WorkflowProgress workflow={workflow('COMPLETED', 100)} label="x" />);
  expect(screen.getByText('Verify the certificate').elements()).toHaveLength(0);
});

test.each([
  ['PENDING', '', 'Waiting to start'],
  ['RUNNING', '', 'Starting'],
  ['RUNNING', 'verify TLS', 'Verify the certificate'],
  ['FAILED', 'verify TLS', 'Failed: Verify the certificate'],
  ['CANCELED', '', 'Canceled'],
] as const)(
  'the meter of a workflow that is %s in stage "%s" says: %s',
  async (state, stage, text) => {
    const screen = await render(<WorkflowMeter workflow={workflow(state, 10, stage)} />);
    await expect.element(screen.getByText(text, { exact: true })).toBeVisible();
  },
);

const colourOf = (container: HTMLElement): string =>
  getComputedStyle(container.querySelector('.pf-v6-c-progress__indicator') ?? container)
    .backgroundColor;

test.each([WorkflowProgress, WorkflowMeter])(
  'while the federation is out of reach, a running workflow is grey with the age of what is known',
  async (Progress) => {
    const shown = (since?: number, state: FleetWorkflow['state'] = 'RUNNING') => (
      <OutOfReachSince value={since}>
        <Progress workflow={workflow(state, 40)} label="Attach north" />
      </OutOfReachSince>
    );
    const screen = await render(shown());
    const live = colourOf(screen.container);
    const since = Date.now() - 150_000;
    await screen.rerender(shown(since));
    await expect.element(screen.getByText(/as of 2 minutes ago/)).toBeVisible();
    await expect.poll(() => colourOf(screen.container)).not.toBe(live);
    await screen.rerender(shown(since, 'COMPLETED'));
    expect(screen.getByText(/as of/).elements()).toEqual([]);
  },
);
