import { expect, test } from 'vitest';
import { parseListState } from '#/table/list-state.ts';
import { WORKFLOW_LIST, workflowsQuestion } from './workflow-list.ts';

const questionOf = (query: string) =>
  workflowsQuestion(parseListState(WORKFLOW_LIST, new URLSearchParams(query)));

test('without a filter all states are asked for', () => {
  expect(questionOf('')).toEqual({ offset: '0', limit: '50' });
});

test('a state and a page in the URL are asked for', () => {
  expect(questionOf('state=FAILED&offset=20&limit=20')).toEqual({
    state: 'FAILED',
    offset: '20',
    limit: '20',
  });
});

test('a state that does not exist is left out, and of several the first counts', () => {
  expect(questionOf('state=BROKEN')).not.toHaveProperty('state');
  expect(questionOf('state=RUNNING,FAILED').state).toBe('RUNNING');
});
