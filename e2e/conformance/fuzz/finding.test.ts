import { expect, test } from 'vitest';
import { describeFinding, type Finding } from './finding.ts';

const body = `{"name":"${'x'.repeat(70_000)}"}`;
const finding: Finding = {
  server: 'bff',
  problems: ['the status is 500', 'it took 12000 ms'],
  seed: 42,
  index: 1234,
  sent: {
    method: 'PUT',
    path: '/api/v2/volumes/%22',
    headers: { cookie: '__Host-Http-sid=secret', 'if-match': '*' },
    body,
  },
  asked: { as: 'viewer', headers: { 'if-match': '*' } },
  answer: { status: 500, headers: {}, text: 'oh no', json: {} },
};

test('a finding says what is wrong, how to see it again, and all of the request', () => {
  const lines = describeFinding(finding).split('\n');
  expect(lines[0]).toBe('bff: the status is 500; it took 12000 ms');
  expect(lines[1]).toBe('  again: FUZZ_SEED=42 FUZZ_ONLY=1234 npm run fuzz');
  expect(JSON.parse(lines[2]?.replace('  request: ', '') ?? '')).toEqual({
    as: 'viewer',
    method: 'PUT',
    path: '/api/v2/volumes/%22',
    headers: { 'if-match': '*' },
    body,
  });
  expect(lines[3]).toBe('  answer: 500 oh no');
});

test('it shows no credentials, bytes as base64, and that there was no answer', () => {
  const sent = { ...finding.sent, body: Buffer.from([0, 255]) };
  const text = describeFinding({ ...finding, sent, answer: undefined });
  expect(text).not.toContain('secret');
  expect(text).toContain('"base64":"AP8="');
  expect(text).toContain('answer: no answer');
});
