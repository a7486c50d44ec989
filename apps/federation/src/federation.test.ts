import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type TestFederation,
} from './test-support/test-federation.ts';

let federation: TestFederation;
let admin: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  federation = await startTestFederation();
  admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
});
afterAll(() => federation.close());

describe('the service credentials', () => {
  test('are the public half of one key, the same until a cluster has it', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => admin.client.getServiceCredentials({})));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const credentials = answers[0]?.ok === true ? answers[0].value : undefined;
    expect(credentials?.pubKeyId).toMatch(/^cf-[0-9a-f-]{36}$/);
    const pem = Buffer.from(credentials?.pubKey ?? '', 'base64').toString();
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
  });
});

describe('what is kept', () => {
  test('holds no private key and no password in the open', async () => {
    await admin.client.getServiceCredentials({});
    const tables = ['users', 'service_keys', 'login_keys', 'clusters', 'workflows'];
    const dump = await Promise.all(
      tables.map((table) => federation.database.query(`select * from federation.${table}`)),
    );
    const text = JSON.stringify(dump.map(({ rows }) => rows));
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(text).toContain('m1.');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(ADMIN_PASSWORD);
    expect(text).not.toContain(VIEWER_PASSWORD);
  });

  test('has a master key that only its owner may read', async () => {
    const path = join(federation.dataDir, 'master.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toHaveLength(32);
  });
});

describe('outside the API', () => {
  test.each(['/health', '/ready', '/metrics'])(
    '%s needs no sign-in and shows no secret',
    async (path) => {
      const answer = await federation.send('GET', path);
      expect(answer.status).toBe(200);
      expect(answer.headers.has('x-powered-by')).toBe(false);
      expect(answer.text).not.toMatch(/admin|viewer|canary|@|\/root|\/home/);
    },
  );

  test('there is nothing else', async () => {
    expect((await federation.send('GET', '/')).text).toBe('Not Found\n');
    expect(
      (await federation.send('GET', '/api/v2/fleet/nothing', bearer(admin.token))).status,
    ).toBe(404);
  });
});
