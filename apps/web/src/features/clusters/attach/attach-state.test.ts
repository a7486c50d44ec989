import { describe, expect, test } from 'vitest';
import { readAttachState } from './attach-state.ts';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const stateOf = (query: string, kept: unknown = null) =>
  readAttachState(new URLSearchParams(query), kept);

describe('the current step of an attach', () => {
  test('is the endpoint at first', () => {
    expect(stateOf('')).toMatchObject({ step: 'endpoint', endpoint: '' });
  });

  test('is the certificate once an endpoint is known', () => {
    expect(stateOf('endpoint=10.0.0.1:443').step).toBe('certificate');
  });

  test('is the key once the certificate is confirmed', () => {
    expect(stateOf('endpoint=10.0.0.1:443', { confirmed: FINGERPRINT })).toMatchObject({
      step: 'key',
      confirmed: FINGERPRINT,
    });
  });

  test('is the progress once there is a workflow, with what was confirmed kept', () => {
    const kept = { confirmed: FINGERPRINT };
    expect(stateOf('endpoint=10.0.0.1:443&workflow=x', kept)).toMatchObject({
      step: 'attach',
      workflowId: 'x',
      confirmed: FINGERPRINT,
    });
  });

  test('is the endpoint again when it is to be changed, with the old one at hand', () => {
    expect(stateOf('endpoint=10.0.0.1:443', { isEditing: true })).toMatchObject({
      step: 'endpoint',
      endpoint: '10.0.0.1:443',
    });
  });

  test('is the endpoint when the one in the link is none', () => {
    expect(stateOf('endpoint=https://10.0.0.1').step).toBe('endpoint');
  });

  test.each([
    ['a link', `endpoint=10.0.0.1:443&confirmed=${FINGERPRINT}`, null],
    ['something that is no fingerprint', 'endpoint=10.0.0.1:443', { confirmed: 'yes' }],
  ])('%s confirms no certificate', (_, query, kept) => {
    expect(stateOf(query, kept)).toMatchObject({ step: 'certificate', confirmed: undefined });
  });
});
