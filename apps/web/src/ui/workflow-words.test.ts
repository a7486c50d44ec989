import { expect, test } from 'vitest';
import { stageTitle, workflowGoing, workflowName } from './workflow-words.ts';

test('a workflow is named by what it does and to what', () => {
  const workflow = { type: 'attach cluster', target: 'north' };
  expect(workflowName(workflow)).toBe('Attach north');
  expect(workflowGoing(workflow)).toBe('Attaching north');
});

test('a type and a stage of a later federation are shown as they are', () => {
  expect(workflowName({ type: 'upgrade cluster', target: 'north' })).toBe('Upgrade cluster north');
  expect(stageTitle('warm up')).toBe('Warm up');
});
