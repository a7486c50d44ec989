import { expect, test } from 'vitest';
import { causeOf, stageTitle, runningWorkflowName, workflowName } from './workflow-words.ts';

test('a workflow is named by what it does, and to which cluster', () => {
  const workflow = { type: 'attach cluster', target: 'north' };
  expect(workflowName(workflow)).toBe('Attach north');
  expect(runningWorkflowName(workflow)).toBe('Attaching north');
});

test('a workflow type and a stage that this console does not know are shown as they are', () => {
  expect(workflowName({ type: 'upgrade cluster', target: 'north' })).toBe('Upgrade cluster north');
  expect(stageTitle('warm up')).toBe('Warm up');
});

test('a cause is shown without the name of the stage that the message begins with', () => {
  const failure = { kind: 'unexplained', reason: 'no certificate: none' } as const;
  const stages = [
    { name: 'reach', state: 'done' },
    { name: 'verify TLS', state: 'failed', failure },
  ] as const;
  const msg = 'verify TLS: no certificate: none';
  expect(causeOf({ msg, stages: [...stages] })).toBe('No certificate: none');
});

test('the whole message is shown of a workflow whose cause was not kept by itself', () => {
  const stages = [{ name: 'reach', state: 'failed', failure: { kind: 'unexplained' } }] as const;
  expect(causeOf({ msg: 'reach: no', stages: [...stages] })).toBe('Reach: no');
  expect(causeOf({ msg: '', stages: [] })).toBe('');
});
