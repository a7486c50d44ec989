import { createSecretKey } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedProofHeader, forwardedHeaders, hasFeedProof, provenForwarded } from './bff-proof.ts';
import { loadBffProofKeys } from './bff-proof-keys.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-proof-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const load = (masterKeyFile?: string) => loadBffProofKeys({ dataDir, masterKeyFile });
const complaint = async (masterKeyFile?: string): Promise<string> => {
  const key = await load(masterKeyFile);
  return key.ok ? '' : key.error.message;
};
const forwarded = { address: '2001:db8::1', requestId: 'r-1' };

test('two servers on one data directory share one key, whichever starts first', async () => {
  const [one, other] = await Promise.all([load(), load()]);
  if (!one.ok || !other.ok) throw new Error('no key');
  expect(provenForwarded(other.value, forwardedHeaders(one.value, forwarded))).toEqual(forwarded);
});

test('two servers with one master key file share one key, and none is written', async () => {
  const file = join(dataDir, 'master');
  await writeFile(file, 'x'.repeat(32), { mode: 0o600 });
  const [one, other] = [
    await load(file),
    await loadBffProofKeys({ dataDir: '/', masterKeyFile: file }),
  ];
  if (!one.ok || !other.ok) throw new Error('no key');
  expect(provenForwarded(other.value, forwardedHeaders(one.value, forwarded))).toEqual(forwarded);
  await expect(readdir(dataDir)).resolves.toEqual(['master']);
});

test('a key that is missing or readable by others is reported in one line that names it', async () => {
  const file = join(dataDir, 'master');
  expect(await complaint(file)).toContain(file);
  await load();
  await chmod(join(dataDir, 'bff-proof.key'), 0o644);
  expect(await complaint()).toContain('chmod 600');
});

test.each([
  ['another address', { 'x-forwarded-for': '192.0.2.1' }],
  ['another id', { 'x-request-id': 'r-2' }],
  ['no proof', { 'x-asterism-proof': undefined }],
  ['an empty proof', { 'x-asterism-proof': '' }],
  ['a proof of the same length', { 'x-asterism-proof': 'A'.repeat(43) }],
])('with %s nothing is proven', async (_what, changed) => {
  const key = createSecretKey(new Uint8Array(32).fill(1));
  const headers = forwardedHeaders([key], forwarded);
  expect(provenForwarded([key], headers)).toEqual(forwarded);
  expect(provenForwarded([key], { ...headers, ...changed })).toBeUndefined();
  expect(provenForwarded([createSecretKey(new Uint8Array(32).fill(2))], headers)).toBeUndefined();
});

describe('the proof that opens the feed of all events', () => {
  const [key, other] = [1, 2].map((byte) => createSecretKey(new Uint8Array(32).fill(byte)));
  if (key === undefined || other === undefined) throw new Error('no keys');
  const now = Date.parse('2026-11-29T08:00:00Z');

  test('is taken from whoever has a key, for a minute', () => {
    const headers = feedProofHeader([key], now);
    expect(hasFeedProof([key], headers, now)).toBe(true);
    expect(hasFeedProof([other, key], headers, now + 60_000)).toBe(true);
    expect(hasFeedProof([key], headers, now + 60_001)).toBe(false);
    expect(hasFeedProof([key], headers, now - 60_001)).toBe(false);
    expect(hasFeedProof([other], headers, now)).toBe(false);
  });

  test('is nothing but that: no other proof, no other time, no other form', () => {
    const [[name, value] = ['', '']] = Object.entries(feedProofHeader([key], now));
    const { 'x-asterism-proof': ofRequest = '' } = forwardedHeaders([key], {
      address: 'event feed',
      requestId: String(now),
    });
    const mac = value.slice(value.indexOf('.') + 1);
    for (const forged of [`${now}.${ofRequest}`, `${now + 1}.${mac}`, mac, '', `${now}.`, '.']) {
      expect(hasFeedProof([key], { [name]: forged }, now)).toBe(false);
    }
    expect(hasFeedProof([key], {}, now)).toBe(false);
    expect(hasFeedProof([key], { [name]: [value] }, now)).toBe(false);
  });
});
