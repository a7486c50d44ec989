import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { alice, clusterClientTests, targetOf } from '../test-support/cluster-client-tests.ts';
import {
  makeCertificate,
  portOf,
  replyJson,
  startTlsServer,
  startTrap,
} from '../test-support/tls-server.ts';
import { volumeOf } from '../test-support/volumes.ts';

const { open, clusterClients, versionServer } = clusterClientTests();

describe('calls to a cluster', () => {
  test('carry the principal by a token, and keep the connection', async () => {
    const server = await versionServer();
    const client = clusterClients().client(targetOf(server), alice);
    expect(await client.getVersion({})).toEqual({ ok: true, value: { apiVersion: 'v2.0' } });
    for (let call = 1; call < 8; call += 1) await client.getVersion({});
    expect(server.tokens).toHaveLength(8);
    expect(new Set(server.tokens)).toEqual(new Set(['Bearer token-of-alice-by-k1']));
    // The next call may begin before undici has put the connection back.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('send a change with its body and raw If-Match', async () => {
    const seen: unknown[] = [];
    const server = open(
      await startTlsServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          seen.push(request.headers['if-match'], JSON.parse(Buffer.concat(chunks).toString()));
          replyJson(response, {});
        });
      }),
    );
    const client = clusterClients().client(targetOf(server), alice);
    const UUID = '7f0c1a52-0000-4000-8000-000000000001';
    const done = await client.updateVolume({ UUID, size: '1 GiB' }, { ifMatch: '17' });
    expect(done).toEqual({ ok: true, value: {} });
    expect(seen).toEqual(['17', { size: '1 GiB' }]);
  });

  test('never send a byte to an endpoint with another certificate', async () => {
    const [presented, expected] = await Promise.all([makeCertificate(), makeCertificate()]);
    const received: Buffer[] = [];
    const ends: Promise<unknown>[] = [];
    // With TLS 1.2 the server is the last to finish: it surely sees whatever the client sends after that.
    const impostor = createTlsServer({ ...presented, maxVersion: 'TLSv1.2' }, (socket) => {
      socket.on('data', (chunk: Buffer) => received.push(chunk)).on('error', () => {});
      ends.push(once(socket, 'close'));
    }).listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    const target = {
      apiEndpoints: [`127.0.0.1:${portOf(impostor)}`],
      tlsFingerprint: expected.fingerprint,
      keyId: 'k1',
    };
    const { fingerprint: presentedFingerprint } = presented;
    const client = clusterClients().client(target, alice);
    const answers = await Promise.all([client.getVersion({}), client.listVolumes({})]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ok: false,
        error: {
          kind: 'network',
          connection: { kind: 'certificate-changed', presentedFingerprint },
        },
      });
    }
    await expect.poll(() => ends.length).toBeGreaterThan(0);
    await Promise.all(ends);
    expect(Buffer.concat(received).toString()).toBe('');
    impostor.close();
  });

  test('go to the next endpoint when one is dead, and stay there', async () => {
    const dead = await startTrap('127.0.0.1');
    await dead.close();
    const second = await versionServer();
    const target = targetOf(second, {
      apiEndpoints: [`127.0.0.1:${dead.port}`, second.endpoint],
    });
    const client = clusterClients().client(target, alice);
    expect((await client.getVersion({})).ok).toBe(true);
    expect((await client.getVersion({})).ok).toBe(true);
    expect(second.requests).toHaveLength(2);
  });

  test('go past an impostor to an endpoint with the right certificate', async () => {
    const impostor = await versionServer();
    const real = await versionServer();
    const target = targetOf(real, { apiEndpoints: [impostor.endpoint, real.endpoint] });
    expect((await clusterClients().client(target, alice).getVersion({})).ok).toBe(true);
    expect(impostor.requests).toEqual([]);
  });

  test('a change is not sent twice when its connection breaks off', async () => {
    const certificate = await makeCertificate();
    const servers = await Promise.all(
      [1, 2].map(async () =>
        open(await startTlsServer((request) => request.socket.destroy(), { certificate })),
      ),
    );
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error('two servers');
    const target = targetOf(first, { apiEndpoints: [first.endpoint, second.endpoint] });
    const client = clusterClients().client(target, alice);
    const change = await client.deleteVolume({ UUID: '7f0c1a52-0000-4000-8000-000000000001' });
    expect(change).toMatchObject({ ok: false, error: { kind: 'network' } });
    expect(change.ok || change.error.connection).toBeUndefined();
    expect(second.requests).toEqual([]);
    await client.getVersion({});
    expect(second.requests).toHaveLength(1);
  });

  test('at most eight run at a time', async () => {
    const waiting: (() => void)[] = [];
    const server = open(
      await startTlsServer((_request, response) => {
        waiting.push(() => replyJson(response, { apiVersion: 'v2.0' }));
      }),
    );
    const client = clusterClients().client(targetOf(server), alice);
    const calls = Array.from({ length: 12 }, () => client.getVersion({}));
    await expect.poll(() => waiting.length).toBe(8);
    let most = 0;
    let answered = 0;
    while (answered < 12) {
      await expect.poll(() => waiting.length).toBeGreaterThan(0);
      most = Math.max(most, waiting.length);
      waiting.shift()?.();
      answered += 1;
    }
    expect((await Promise.all(calls)).every((call) => call.ok)).toBe(true);
    expect(most).toBeLessThanOrEqual(8);
  });

  test('nobody waits for their turn longer than for an answer, and then nothing was sent', async () => {
    const server = open(await startTlsServer(() => {}));
    const timings = { call: 300, list: 60_000 };
    const client = clusterClients({ timings }).client(targetOf(server), alice);
    const aborting = new AbortController();
    const hogs = Array.from({ length: 8 }, () =>
      client.listVolumes({}, { signal: aborting.signal }),
    );
    await expect.poll(() => server.requests.length).toBe(8);
    const waited = await client.deleteVolume({ UUID: '7f0c1a52-0000-4000-8000-000000000001' });
    expect(waited).toMatchObject({
      ok: false,
      error: { kind: 'timeout', connection: { kind: 'unreachable' } },
    });
    aborting.abort();
    await Promise.all(hogs);
    expect(server.requests.filter((one) => one.startsWith('DELETE'))).toEqual([]);
  });

  test('say when the federation has no key', async () => {
    const server = await versionServer();
    const signer = { sign: () => Promise.reject(new Error('retired')) };
    const answer = await clusterClients({ signer }).client(targetOf(server), alice).getVersion({});
    expect(answer).toMatchObject({
      ok: false,
      error: { message: 'the federation has no key to sign in with' },
    });
    expect(server.requests).toEqual([]);
  });
});

test('an answer that the caller knows by its bytes is not read; every other one is', async () => {
  const text = '{"volumes":[]} and no JSON at all';
  let body = text;
  let status = 200;
  const server = open(
    await startTlsServer((_request, response) => response.writeHead(status).end(body)),
  );
  const { listVolumes } = clusterClients().client(targetOf(server), alice);
  const digest = createHash('sha256').update(text).digest('base64');
  const known = { volumes: [] };
  const digests: string[] = [];
  const recall = (one: string) => {
    digests.push(one);
    return one === digest ? known : undefined;
  };
  expect(await listVolumes({}, { recall })).toEqual({ ok: true, value: known });
  expect(await listVolumes({})).toMatchObject({ error: { kind: 'malformed' } });
  body = `${text}.`;
  expect(await listVolumes({}, { recall })).toMatchObject({ error: { kind: 'malformed' } });
  body = JSON.stringify({ volumes: [volumeOf(1)] });
  expect(await listVolumes({}, { recall })).toMatchObject({ value: { volumes: [volumeOf(1)] } });
  expect(digests).toHaveLength(3);
  [status, body] = [500, text];
  expect(await listVolumes({}, { recall })).toMatchObject({ error: { status: 500 } });
  expect(digests).toHaveLength(3);
});

describe('hostile answers', () => {
  const timings = { call: 400, list: 400 };

  test('what is more than an answer may be is cut off while it comes', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const server = open(
      await startTlsServer((_request, response) => {
        response.on('error', () => {});
        const write = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', write);
        write();
      }),
    );
    const answer = await clusterClients().client(targetOf(server), alice).getVersion({});
    expect(answer).toMatchObject({
      ok: false,
      error: {
        kind: 'malformed',
        message: 'sends invalid data: GET /api/v2/version: more than 4194304 bytes in one answer',
      },
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a server that never answers and one that drips are cut off at the deadline', async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = open(
      await startTlsServer((request, response) => {
        if (request.url === '/api/v2/version') return;
        timers.push(setInterval(() => response.write(' '), 20));
      }),
    );
    const client = clusterClients({ timings }).client(targetOf(server), alice);
    const startedAt = performance.now();
    const [unanswered, drip] = await Promise.all([client.getVersion({}), client.listVolumes({})]);
    for (const timer of timers) clearInterval(timer);
    expect(unanswered).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(drip).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    // Long before the deadlines that calls have without those.
    expect(performance.now() - startedAt).toBeLessThan(9_000);
  });

  test.each([
    ['no JSON', '<html>'],
    ['half a JSON', '{"apiVersion":"v2'],
    ['a wrong type', '{"apiVersion":7}'],
    ['nothing', ''],
    ['a byte order mark', '\u{feff}{"apiVersion":"v2.0"}'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['no number', '{"apiVersion":NaN}'],
    ['a hundred thousand lists in each other', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a million empty lists', `[${'[],'.repeat(1_000_000)}[]]`],
  ])('%s is malformed', async (_what, body) => {
    const server = open(await startTlsServer((_request, response) => response.end(body)));
    const answer = await clusterClients().client(targetOf(server), alice).getVersion({});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });

  test('the text and the wait of an error are bounded', async () => {
    const message = `\u001b[31m<b>${'no '.repeat(10_000)}`;
    const server = open(
      await startTlsServer((_request, response) => {
        response.setHeader('retry-after', '1e300');
        replyJson(response, { error: message, message, code: 14 }, 503);
      }),
    );
    const answer = await clusterClients().client(targetOf(server), alice).getVersion({});
    if (answer.ok) throw new Error('it was to fail');
    expect(answer.error.message).toMatch(/^\[31m<b>no no/);
    expect(answer.error.message.length).toBeLessThanOrEqual(512);
    expect(answer.error.retryAfterSeconds).toBe(3600);
  });

  test('large answers are read by turns, and one that drips does not keep the others from theirs', async () => {
    const rest: (() => void)[] = [];
    const page = JSON.stringify({ volumes: [] });
    const server = open(
      await startTlsServer((_request, response) => {
        response.write(' '.repeat(3 * 1024 * 1024));
        rest.push(() => response.end(page));
      }),
    );
    const client = clusterClients().client(targetOf(server), alice);
    const leaving = new AbortController();
    const dripping = client.listVolumes({}, { signal: leaving.signal });
    await expect.poll(() => rest.length).toBe(1);
    const waiting = client.listVolumes({});
    await expect.poll(() => rest.length).toBe(2);
    rest[1]?.();
    leaving.abort();
    expect(await dripping).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(await waiting).toEqual({ ok: true, value: { volumes: [] } });
  });

  test('many clusters that stop in the middle of large answers do not keep another from its own', async () => {
    const whole = `${' '.repeat(3 * 1024 * 1024)}{}`;
    let drips = false;
    const server = open(
      await startTlsServer((request, response) => {
        if (request.headers.authorization?.endsWith('-good') === true) return response.end(whole);
        response.write(whole.slice(0, -2));
        if (!drips) return undefined;
        // None ends by itself from then on, however long a busy machine takes to read the good one.
        const drip = setInterval(() => response.write(' '), 50);
        return response.once('close', () => clearInterval(drip));
      }),
    );
    const clients = clusterClients({ timings: { largeAnswer: { whole: 60_000, still: 500 } } });
    // A cluster is told by its key.
    const leaving = new AbortController();
    const list = (keyId: string) =>
      clients
        .client(targetOf(server, { keyId }), alice)
        .listVolumes({}, { signal: leaving.signal });
    const hanging = Array.from({ length: 12 }, (_, n) => `hanging-${n}`);
    expect(await Promise.all(hanging.map(list))).toEqual(
      hanging.map(() => expect.objectContaining({ ok: false }) as unknown),
    );
    drips = true;
    const ended: string[] = [];
    const note = async (keyId: string) => {
      const answer = await list(keyId);
      ended.push(keyId);
      return answer;
    };
    const again = hanging.map(note);
    await expect.poll(() => server.requests.length).toBe(2 * hanging.length);
    expect(await note('good')).toEqual({ ok: true, value: { volumes: [] } });
    expect(ended.length).toBeLessThan(hanging.length / 2);
    leaving.abort();
    await Promise.all(again);
  });

  test('a redirect is not followed', async () => {
    const trap = open(await startTrap('127.0.0.1'));
    const server = open(
      await startTlsServer((_request, response) => {
        response.writeHead(302, { location: `https://127.0.0.1:${trap.port}/` });
        response.end();
      }),
    );
    const answer = await clusterClients().client(targetOf(server), alice).getVersion({});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'answer', status: 302 } });
    expect(trap.connections()).toBe(0);
  });
});
