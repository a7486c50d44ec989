import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { federationApi } from '../federation-api/federation-api.ts';
import { isPreconditionFailure } from './api-error.ts';
import { createClient } from './client.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

async function clientOf(listener: RequestListener, timeoutMs?: number) {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return createClient(federationApi, {
    fetch,
    baseUrl: `http://127.0.0.1:${port}`,
    headers: () => ({ authorization: 'Bearer t' }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

const recording =
  (
    seen: Seen[],
    status: number,
    body: string,
    headers: Record<string, string> = {},
  ): RequestListener =>
  async (request, response) => {
    const chunks: string[] = [];
    for await (const chunk of request) chunks.push(String(chunk));
    seen.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: chunks.join(''),
    });
    response.writeHead(status, headers).end(body);
  };

describe('the typed client', () => {
  test('puts input into path, query and body, and If-Match into its header', async () => {
    const seen: Seen[] = [];
    const client = await clientOf(recording(seen, 200, '{}'));
    const UUID = '4f9c8f70-66a9-4b5c-8a14-3d9a6d1f4a11';
    await client.updateVolume({ UUID, projectName: 'p', size: '8 gib' }, { ifMatch: '17' });
    await client.deleteVolume({ UUID, projectName: 'p q' });
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: `/api/v2/volumes/${UUID}`,
      body: '{"projectName":"p","size":"8 gib"}',
    });
    expect(seen[0]?.headers).toMatchObject({ 'if-match': '17', authorization: 'Bearer t' });
    expect(seen[1]).toMatchObject({
      method: 'DELETE',
      url: `/api/v2/volumes/${UUID}?projectName=p+q`,
      body: '',
    });
  });

  test('an empty UUID with a name addresses by name', async () => {
    const seen: Seen[] = [];
    const client = await clientOf(recording(seen, 200, '{"UUID":"u"}'));
    await client.getVolume({ UUID: '', name: 'n' });
    expect(seen[0]?.url).toBe('/api/v2/volumes/?name=n');
  });

  test('fills in what a server may leave out', async () => {
    const client = await clientOf(recording([], 200, '{}'));
    expect(await client.listVolumes({})).toEqual({ ok: true, value: { volumes: [] } });
  });

  test('an error answer is a value with status, code, message and when to come back', async () => {
    const body = '{"error":"busy","code":14,"message":"busy"}';
    const client = await clientOf(recording([], 503, body, { 'retry-after': '5' }));
    expect(await client.listVolumes({})).toEqual({
      ok: false,
      error: { kind: 'answer', status: 503, code: 14, message: 'busy', retryAfterSeconds: 5 },
    });
  });

  test.each([
    ['an answer that is not JSON', '<html>'],
    ['an answer of the wrong shape', '{"volumes":7}'],
  ])('%s is malformed', async (_, body) => {
    const client = await clientOf(recording([], 200, body));
    expect(await client.listVolumes({})).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });

  test('a timeout, a broken connection and an abort by the client are distinguished', async () => {
    const slow = await clientOf(() => {}, 50);
    expect(await slow.listVolumes({})).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    const given = new AbortController();
    const pending = slow.listVolumes({}, { signal: given.signal });
    given.abort();
    expect(await pending).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    server?.closeAllConnections();
    server?.close();
    const broken = await clientOf((request) => request.socket.destroy());
    expect(await broken.listVolumes({})).toMatchObject({ ok: false, error: { kind: 'network' } });
  });
});

test('412, and 400 with code 9, both say that the thing has changed', () => {
  const error = { kind: 'answer', message: '' } as const;
  expect(isPreconditionFailure({ ...error, status: 412, code: 9 })).toBe(true);
  expect(isPreconditionFailure({ ...error, status: 400, code: 9 })).toBe(true);
  expect(isPreconditionFailure({ ...error, status: 400, code: 3 })).toBe(false);
});
