import { expect, test } from 'vitest';
import { rememberAnswers } from './known-answers.ts';

const PAGE = '/api/v2/fleet/volumes?limit=50';
const GET = { method: 'GET' };

/** A server whose answer has the content as its ETag. */
function createServer(content: string) {
  const server = {
    content,
    tagged: true,
    asked: new Array<string | null>(),
    send: async (_url: string, init: RequestInit): Promise<Response> => {
      const known = new Headers(init.headers).get('if-none-match');
      server.asked.push(known);
      const etag = `"${server.content}"`;
      const headers: Record<string, string> = server.tagged ? { etag } : {};
      return server.tagged && known === etag
        ? new Response(null, { status: 304, headers })
        : new Response(server.content, { headers });
    },
  };
  return server;
}

test('a list that is as before is not sent again, and reads as it did', async () => {
  const server = createServer('one');
  const ask = rememberAnswers(server.send);
  const first = await ask(PAGE, GET);
  expect(await first.text()).toBe('one');
  const again = await ask(PAGE, GET);
  expect([again.ok, again.status, await again.text()]).toEqual([true, 200, 'one']);
  server.content = 'two';
  expect(await (await ask(PAGE, GET)).text()).toBe('two');
  expect(await (await ask(PAGE, GET)).text()).toBe('two');
  expect(server.asked).toEqual([null, '"one"', '"one"', '"two"']);
});

test('each list is known by itself, and only what was read whole', async () => {
  const server = createServer('one');
  const ask = rememberAnswers(server.send);
  await ask(PAGE, GET);
  await (await ask(`${PAGE}&offset=50`, GET)).text();
  await ask(PAGE, GET);
  expect(server.asked).toEqual([null, null, null]);
});

test('neither changes nor answers without a tag are remembered', async () => {
  const server = createServer('one');
  const ask = rememberAnswers(server.send);
  await (await ask(PAGE, { method: 'POST' })).text();
  await (await ask('/api/v2/volumes', GET)).text();
  await (await ask('/api/v2/volumes', GET)).text();
  server.tagged = false;
  await (await ask(PAGE, GET)).text();
  await (await ask(PAGE, GET)).text();
  expect(server.asked).toEqual([null, null, null, null, null]);
});

test('of very many lists, and of very long ones, only some are remembered', async () => {
  const server = createServer('x'.repeat(600_000));
  const ask = rememberAnswers(server.send);
  for (let time = 0; time < 2; time += 1) await (await ask(PAGE, GET)).text();
  server.content = 'short';
  for (let page = 0; page < 20; page += 1) await (await ask(`${PAGE}&offset=${page}`, GET)).text();
  server.asked.length = 0;
  for (const page of [0, 19]) await (await ask(`${PAGE}&offset=${page}`, GET)).text();
  expect(server.asked).toEqual([null, '"short"']);
});
