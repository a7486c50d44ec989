import { describe, expect, test } from 'vitest';
import type { JobWithMetadata } from 'pg-boss';
import { PROCESS_ENDED, workflowJobOf } from './workflow-job.ts';

const job = (state: JobWithMetadata['state'], output: object = {}) => ({
  state,
  retryCount: 100,
  output,
});

describe('the state of a workflow by its job in pg-boss', () => {
  test('a workflow without a job has lost it', () => {
    expect(workflowJobOf(null)).toEqual({ kind: 'lost' });
  });

  test.each([
    ['created', 'live'],
    ['retry', 'live'],
    ['active', 'live'],
    ['completed', 'lost'],
    ['cancelled', 'abandoned'],
    ['failed', 'abandoned'],
  ] as const)('a job that is %s makes it %s', (state, kind) => {
    expect(workflowJobOf(job(state)).kind).toBe(kind);
  });

  test.each([
    ['our mark on the job of a process that ended', PROCESS_ENDED, 'process ended'],
    ['a missing heartbeat', { value: { message: 'job heartbeat timeout' } }, 'heartbeat lost'],
    ['a job that expired', { value: { message: 'job timed out' } }, 'timed out'],
    [
      'a job that expired in its own process',
      { name: 'Error', message: 'handler execution exceeded 21600s', stack: '' },
      'timed out',
    ],
    ['what a run threw', { message: 'inside of the federation' }, 'unexplained'],
    ['a text that only contains one of the known', { message: 'no job timed out' }, 'unexplained'],
    ['nothing', {}, 'unexplained'],
  ])('the last attempt is explained by %s', (_name, output, end) => {
    expect(workflowJobOf(job('failed', output))).toEqual({ kind: 'abandoned', attempts: 101, end });
  });
});
