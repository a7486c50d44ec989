import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import type { AttachState } from './attach-state.ts';
import { AttachStepper } from './attach-stepper.tsx';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

const at = (step: AttachState['step']): AttachState => ({
  step,
  endpoint: '10.0.0.1:443',
  confirmed: FINGERPRINT,
  workflowId: undefined,
});

const stepsOf = async (
  attach: AttachState,
  outcome?: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED',
): Promise<(string | null)[]> => {
  const { container } = await render(<AttachStepper attach={attach} outcome={outcome} />);
  return [...container.querySelectorAll('li')].map((step) => step.getAttribute('aria-label'));
};

test('the steps before the current one are done, and those after it are pending', async () => {
  expect(await stepsOf(at('key'))).toEqual([
    'Endpoint: done',
    'Certificate: done',
    'Service key: current',
    'Attach: pending',
  ]);
});

test.each([
  [undefined, 'Attach: current'],
  ['RUNNING', 'Attach: current'],
  ['COMPLETED', 'Attach: done'],
  ['FAILED', 'Attach: failed'],
  ['CANCELED', 'Attach: canceled'],
] as const)('the last step shows a workflow that is %s as "%s"', async (outcome, label) => {
  expect((await stepsOf(at('attach'), outcome)).at(-1)).toBe(label);
});

test.each([
  ['endpoint', ['failed', 'not run', 'not run', 'not run']],
  ['certificate', ['done', 'failed', 'not run', 'not run']],
  ['key', ['done', 'done', 'failed', 'not run']],
  ['attach', ['done', 'done', 'done', 'failed']],
] as const)(
  'a workflow that failed at the step %s marks it, and later ones are not run',
  async (failed, words) => {
    const screen = await render(
      <AttachStepper attach={at('attach')} outcome="FAILED" failed={failed} />,
    );
    const steps = screen.getByRole('listitem').elements();
    expect(steps.map((step) => step.getAttribute('aria-label')?.split(': ')[1])).toEqual(words);
    const marked = screen.container.querySelector('[aria-current=step]');
    expect(marked?.getAttribute('aria-label')).toMatch(/: failed$/);
    expect(marked?.textContent).toMatch(/Failed$/);
    expect(marked?.querySelector('svg')).not.toBeNull();
  },
);

test('a step that is done shows what was settled in it, and the current one shows nothing', async () => {
  const screen = await render(<AttachStepper attach={at('certificate')} outcome={undefined} />);
  await expect.element(screen.getByText('10.0.0.1:443')).toBeVisible();
  expect(screen.getByText(/^AB:/).elements()).toHaveLength(0);
});

test('the steps are equally high, whatever they have to say: the work below them does not move', async () => {
  const screen = await render(<AttachStepper attach={at('endpoint')} outcome={undefined} />);
  const height = () =>
    screen.getByRole('list', { name: 'Attach steps' }).element().getBoundingClientRect().height;
  const first = height();
  await screen.rerender(<AttachStepper attach={at('key')} outcome={undefined} />);
  await expect.element(screen.getByText('10.0.0.1:443')).toBeVisible();
  expect(height()).toBe(first);
  await screen.rerender(<AttachStepper attach={at('attach')} outcome="FAILED" failed="key" />);
  await expect.element(screen.getByText('Failed')).toBeVisible();
  expect(height()).toBe(first);
});
