import { describe, expect, test } from 'vitest';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { percentAt, stagesOf, withStage } from './stages.ts';
import { STAGE_TRANSITIONS, type StageState } from './workflow-states.ts';

const PLAN = [
  { name: 'reach', percent: 10 },
  { name: 'load', percent: 95 },
  { name: 'done', percent: 100 },
];

describe('the stages of a workflow', () => {
  test('are all waiting before the first is stored', () => {
    expect(stagesOf(PLAN)).toEqual([
      { name: 'reach', state: 'waiting' },
      { name: 'load', state: 'waiting' },
      { name: 'done', state: 'waiting' },
    ]);
  });

  test('are completed by those of the plan that an earlier release did not store', () => {
    const stored: WorkflowStage[] = [{ name: 'reach', state: 'done' }];
    expect(stagesOf(PLAN, stored).map(({ state }) => state)).toEqual([
      'done',
      'waiting',
      'waiting',
    ]);
  });

  test('change one at a time, and keep what else is stored of it', () => {
    const running = withStage(stagesOf(PLAN), 1, { state: 'running', startedAt: 'then' });
    expect(withStage(running, 1, { state: 'done', endedAt: 'now' })).toEqual([
      { name: 'reach', state: 'waiting' },
      { name: 'load', state: 'done', startedAt: 'then', endedAt: 'now' },
      { name: 'done', state: 'waiting' },
    ]);
  });

  test('stay as they are when the index is of none of them', () => {
    expect(withStage(stagesOf(PLAN), -1, { state: 'canceled' })).toEqual(stagesOf(PLAN));
  });

  const STATES: readonly StageState[] = ['waiting', 'running', 'done', 'failed', 'canceled'];
  const PAIRS = STATES.flatMap((from) => STATES.map((to) => ({ from, to })));
  const move = ({ from, to }: { from: StageState; to: StageState }) =>
    withStage([{ name: 'reach', state: from }], 0, { state: to });

  test.each(PAIRS.filter(({ from, to }) => STAGE_TRANSITIONS[from].includes(to)))(
    'go from $from to $to',
    (pair) => {
      expect(move(pair)).toEqual([{ name: 'reach', state: pair.to }]);
    },
  );

  test.each(PAIRS.filter(({ from, to }) => !STAGE_TRANSITIONS[from].includes(to)))(
    'never go from $from to $to',
    (pair) => {
      const message = `the stage reach cannot go from ${pair.from} to ${pair.to}`;
      expect(() => move(pair)).toThrow(message);
    },
  );
});

describe('the percent of a running workflow', () => {
  test.each([
    ['starts at that of the stage before', 1, 0, 0, 10],
    ['starts at 0 in the first stage', 0, 0, 0, 0],
    ['is a whole number between two stages', 1, 0.5, 0, 52],
    ['ends at that of the stage', 1, 1, 0, 95],
    ['never goes back', 1, 0.1, 60, 60],
    ['is 99 at most', 2, 1, 95, 99],
    ['takes a fraction above 1 for 1', 1, 7, 0, 95],
    ['takes a fraction below 0 for 0', 1, -1, 0, 10],
    ['takes a fraction that is no number for 0', 1, Number.NaN, 0, 10],
    ['is that of the last stage beyond it', 3, 1, 42, 99],
  ])('%s', (_name, index, fraction, percent, expected) => {
    expect(percentAt(PLAN, index, fraction, percent)).toBe(expected);
  });
});
