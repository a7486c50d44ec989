import type { WorkflowFailure, WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { attachAdvice, attachedClusterId } from './attach-failure.ts';

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
  expect(attachAdvice(failedWith()).retryAt).toBe('key');
  expect(attachedClusterId(failedWith())).toBeUndefined();
});
