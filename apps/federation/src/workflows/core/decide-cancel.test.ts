import { expect, test } from 'vitest';
import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { decideCancel } from './decide-cancel.ts';
import { stagesOf } from './stages.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const [first, second] = ['reach', 'done'];
const waiting = stagesOf([{ name: first }, { name: second }]);

const cancel = (state: FleetWorkflowState, tooLate?: string, stages = waiting) =>
  decideCancel({ id: 'w-1', state, stages }, { subject: 'ann', tooLate }, NOW);

test('a running workflow is canceled in its running stage, and later stages keep waiting', () => {
  const stages = waiting.map((stage, index) =>
    index === 0 ? { ...stage, state: 'running' as const } : stage,
  );
  expect(cancel('RUNNING', undefined, stages)).toEqual({
    ok: true,
    value: {
      message: 'canceled by ann; what it had begun is undone',
      canceledBy: 'ann',
      stages: [
        { name: first, state: 'canceled', endedAt: NOW.toISOString() },
        { name: second, state: 'waiting' },
      ],
    },
  });
});

test('a workflow that has not started is canceled, and all its stages keep waiting', () => {
  expect(cancel('PENDING')).toMatchObject({ ok: true, value: { stages: waiting } });
});

test.each(['COMPLETED', 'FAILED', 'CANCELED'] as const)(
  'a workflow that is %s is not canceled',
  (state) => {
    expect(cancel(state, 'too late as well')).toEqual({
      ok: false,
      error: { reason: 'workflow ended', message: 'the workflow w-1 has ended' },
    });
  },
);

test('a workflow that can no longer be undone is not canceled, and the refusal says why', () => {
  expect(cancel('RUNNING', 'it is attached')).toEqual({
    ok: false,
    error: { reason: 'too late to cancel', message: 'it is attached' },
  });
});
