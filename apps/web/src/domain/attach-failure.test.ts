import { CONNECTION_PROBLEMS } from '@asterism/api-types/fleet-api/attach-api';
import { FAILURE_KINDS } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowFailure, WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { adviceOn, attachAdvice, attachedClusterId, connectionAdvice } from './attach-failure.ts';

const failedWith = (failure?: WorkflowFailure): { stages: WorkflowStage[] } => ({
  stages: [
    { name: 'reach', state: 'done' },
    { name: 'check', state: 'failed', ...(failure === undefined ? {} : { failure }) },
  ],
});

test('the kind of failure decides at which step of the attach to try again', () => {
  expect(attachAdvice(failedWith({ kind: 'unreachable' })).retryAt).toBe('certificate');
  expect(attachAdvice(failedWith({ kind: 'unusable-address' })).retryAt).toBe('endpoint');
});

test('a cluster that is already attached is named, and is not attached again', () => {
  const clusterId = '5f1c1c05-2ab3-4ab1-9d0c-0d2b6a3f4f11';
  const workflow = failedWith({ kind: 'attached-already', clusterId });
  expect(attachAdvice(workflow).retryAt).toBeUndefined();
  expect(attachedClusterId(workflow)).toBe(clusterId);
});

test('an old failure without a kind is unexplained, and can be tried again', () => {
  expect(attachAdvice(failedWith()).title).toBe('The attach failed');
  expect(attachAdvice(failedWith()).retryAt).toBe('attach');
  expect(attachedClusterId(failedWith())).toBeUndefined();
});

test('each kind of failure, and each problem of a connection, has a title and advice of its own', () => {
  const failures = FAILURE_KINDS.map((kind) => adviceOn({ kind }));
  expect(new Set(failures.map(({ title }) => title)).size).toBe(FAILURE_KINDS.length);
  expect(new Set(failures.map(({ advice }) => advice)).size).toBe(FAILURE_KINDS.length);
  const problems = CONNECTION_PROBLEMS.map(connectionAdvice);
  expect(new Set(problems.map(({ title }) => title)).size).toBe(CONNECTION_PROBLEMS.length);
});

test('a wrong clock is told with its offset, and not to be mended by importing the key', () => {
  const { title, advice, retryAt } = attachAdvice(
    failedWith({ kind: 'clock-differs', clockOffsetSeconds: -184 }),
  );
  expect(title).toBe('The cluster’s clock is 3 min 4 s behind');
  expect(advice).toMatch(/Set the time/);
  expect(advice).not.toMatch(/import/i);
  expect(retryAt).toBe('key');
});
