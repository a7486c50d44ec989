import { expect, test } from 'vitest';
import { parseListState } from '#/table/list-state.ts';
import { WORKFLOW_LIST, workflowsInput } from './workflow-list.ts';

const inputOf = (query: string) =>
  workflowsInput(parseListState(WORKFLOW_LIST, new URLSearchParams(query)));

test('without a filter, workflows of all states are requested', () => {
  expect(inputOf('')).toEqual({ offset: '0', limit: '50' });
});

test('the state and page of workflows in the URL are requested', () => {
  expect(inputOf('state=FAILED&offset=20&limit=20')).toEqual({
    state: 'FAILED',
    offset: '20',
    limit: '20',
  });
});

test('an unknown workflow state is ignored, and the first of several counts', () => {
  expect(inputOf('state=BROKEN')).not.toHaveProperty('state');
  expect(inputOf('state=RUNNING,FAILED').state).toBe('RUNNING');
});
