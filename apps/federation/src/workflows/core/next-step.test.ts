import { describe, expect, test } from 'vitest';
import { FLEET_WORKFLOW_STATES } from '@asterism/api-types/federation-api/workflow';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { abandonStep, nextStep, RETRY_DELAYS, type Outcome, type Run } from './next-step.ts';
import { refusal, STAGE_THREW, type StageFailure } from './stage-failure.ts';
import { WORKFLOW_TRANSITIONS } from './workflow-states.ts';

const PLAN = [
  { name: 'reach', percent: 40 },
  { name: 'done', percent: 100 },
];
const NOW = new Date('2026-11-29T12:00:00Z');
const at = NOW.toISOString();
const RETRIES = RETRY_DELAYS.length;

const BUSY: StageFailure = { ...refusal('unreachable', 'it is busy'), isTransient: true };
const REFUSED = refusal('key-refused', 'it does not know the key');

const runOf = (...states: readonly WorkflowStage['state'][]): Run => ({
  workflow: {
    state: 'RUNNING',
    percent: 0,
    stages: PLAN.map(({ name }, index) => ({ name, state: states[index] ?? 'waiting' })),
  },
  plan: PLAN,
});
const next = (run: Run, outcome: Outcome<{ target: string }>) => nextStep(run, outcome, NOW);

describe('a run that was claimed', () => {
  test('stores that its first stage runs, and since when', () => {
    expect(next(runOf(), { kind: 'claimed' })).toEqual({
      kind: 'save',
      change: {
        stage: 'reach',
        percent: 0,
        stages: [
          { name: 'reach', state: 'running', startedAt: at },
          { name: 'done', state: 'waiting' },
        ],
      },
    });
  });

  test('keeps a percent that is above that of its stage, as after an upgrade with other percents', () => {
    const run = runOf();
    const ahead: Run = { ...run, workflow: { ...run.workflow, percent: 60 } };
    expect(next(ahead, { kind: 'claimed' })).toMatchObject({ change: { percent: 60 } });
  });

  test('repeats the stage that an earlier run was in', () => {
    const step = { kind: 'run stage', index: 0, attempt: 1 };
    expect(next(runOf('running'), { kind: 'claimed' })).toEqual(step);
  });

  test('skips the stages that are done', () => {
    expect(next(runOf('done'), { kind: 'claimed' })).toMatchObject({
      kind: 'save',
      change: { stage: 'done', percent: 40, stages: [{ state: 'done' }, { state: 'running' }] },
    });
  });

  test('completes the workflow when all stages are done, even while its process ends', () => {
    const run: Run = { ...runOf('done', 'done'), stop: 'interrupted' };
    expect(next(run, { kind: 'claimed' })).toEqual({ kind: 'complete' });
  });

  test.each(FLEET_WORKFLOW_STATES)(
    'does nothing to a workflow that is %s, if that is final',
    (state) => {
      const run = runOf();
      const step = next({ ...run, workflow: { ...run.workflow, state } }, { kind: 'claimed' });
      const isFinal = WORKFLOW_TRANSITIONS[state].length === 0;
      expect(step.kind === 'stop' && step.reason === 'ended').toBe(isFinal);
    },
  );
});

describe('a stage that is done', () => {
  test('is stored with what it learned, although the run must stop', () => {
    const run: Run = { ...runOf('running'), stop: 'interrupted' };
    const learned = { target: 'north' };
    expect(next(run, { kind: 'stage done', learned })).toEqual({
      kind: 'save',
      learned,
      change: {
        percent: 40,
        stages: [
          { name: 'reach', state: 'done', endedAt: at },
          { name: 'done', state: 'waiting' },
        ],
      },
    });
  });
});

describe('a stage that failed', () => {
  const failed = (failure: StageFailure, attempt: number): Outcome<never> => ({
    kind: 'stage failed',
    attempt,
    failure,
  });

  test('for a reason that will not pass ends the workflow at once, and says where and why', () => {
    expect(next(runOf('running'), failed(REFUSED, 1))).toEqual({
      kind: 'fail',
      message: 'reach: it does not know the key',
      stages: [
        {
          name: 'reach',
          state: 'failed',
          endedAt: at,
          failure: { kind: 'key-refused', reason: 'it does not know the key' },
        },
        { name: 'done', state: 'waiting' },
      ],
    });
  });

  test.each(RETRY_DELAYS.map((milliseconds, retry) => [retry + 1, milliseconds]))(
    'for a passing reason in attempt %i is tried again after %i ms',
    (attempt, milliseconds) => {
      const wait = { kind: 'wait', milliseconds, attempt: attempt + 1 };
      expect(next(runOf('running'), failed(BUSY, attempt))).toEqual(wait);
    },
  );

  test('for a passing reason ends the workflow when no attempt is left', () => {
    const step = next(runOf('running'), failed(BUSY, RETRIES + 1));
    expect(step).toMatchObject({ kind: 'fail', message: 'reach: it is busy' });
  });

  test('by throwing is tried again, and says nothing of what it threw', () => {
    const threw = (attempt: number) => next(runOf('running'), failed(STAGE_THREW, attempt));
    expect(threw(1)).toMatchObject({ kind: 'wait', attempt: 2 });
    expect(threw(RETRIES + 1)).toMatchObject({
      kind: 'fail',
      message: `reach: ${STAGE_THREW.reason}`,
    });
  });

  test('waits longer before each further attempt', () => {
    expect(RETRY_DELAYS).toEqual(RETRY_DELAYS.toSorted((a, b) => a - b));
  });

  test('runs again after the wait', () => {
    const step = { kind: 'run stage', index: 0, attempt: 2 };
    expect(next(runOf('running'), { kind: 'waited', attempt: 2 })).toEqual(step);
  });
});

describe.each(['overtaken', 'interrupted'] as const)('a run that is %s', (stop) => {
  const stopped = { kind: 'stop', reason: stop };
  const running: Run = { ...runOf('running'), stop };
  test.each<[string, Run, Outcome<never>]>([
    ['starts no stage', { ...runOf(), stop }, { kind: 'saved' }],
    ['tries no stage again', running, { kind: 'waited', attempt: 2 }],
    ['fails no workflow', running, { kind: 'stage failed', attempt: 1, failure: REFUSED }],
    ['waits for nothing', running, { kind: 'stage failed', attempt: 1, failure: BUSY }],
  ])('%s', (_name, run, outcome) => {
    expect(next(run, outcome)).toEqual(stopped);
  });
});

describe('a workflow that the engine abandons', () => {
  test('fails in the first stage that is not done', () => {
    expect(abandonStep(runOf('done'), REFUSED, NOW)).toMatchObject({
      kind: 'fail',
      message: 'done: it does not know the key',
      stages: [{ state: 'done' }, { state: 'failed', endedAt: at }],
    });
  });

  test('is complete when all its stages are done', () => {
    expect(abandonStep(runOf('done', 'done'), REFUSED, NOW)).toEqual({ kind: 'complete' });
  });
});
