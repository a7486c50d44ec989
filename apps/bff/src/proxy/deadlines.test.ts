import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeDetails } from '@asterism/api-types/common/error-details';
import { errorBody } from '@asterism/api-types/common/failure';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

/** Short to keep the tests fast; long enough that a busy machine has forwarded the start of a response by then. */
const DEADLINES = { call: 1_500, change: 1_500, long: 3_500 };
const ROUTES = [
  ['GET', '/api/v2/volumes', undefined],
  ['GET', '/api/v2/cluster', undefined],
  ['PUT', '/api/v2/volumes/11111111-1111-4111-8111-111111111111', { size: '2 GiB' }],
  ['POST', '/api/v2/clusters', { apiEndpoint: '10.0.0.1:443' }],
] as const;

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff({ deadlines: DEADLINES });
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());

const ask = ([method, path, body]: (typeof ROUTES)[number]): Promise<Answered> =>
  browser.send(method, path, {
    headers: { 'if-match': '"1"' },
    ...(body === undefined ? {} : { body }),
  });

/** How the federation stalls before it has sent anything that could be forwarded. */
const UNANSWERED: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['never answers', () => undefined],
  [
    'never ends its error',
    (response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.write('{"error":');
    },
  ],
];

test.each(UNANSWERED)(
  'a federation that %s is reported as such, in JSON',
  async (_name, keepSilent) => {
    bff.upstream.answer((_request, response) => keepSilent(response));
    const answers = await Promise.all(
      ROUTES.map(async (route) => ({ method: route[0], answer: await ask(route) })),
    );
    for (const { method, answer } of answers) {
      expect(answer.status).toBe(504);
      const body = errorBody.parse(JSON.parse(answer.text));
      const { requestId, message } = body;
      expect(requestId).toBe(answer.headers.get('x-request-id'));
      expect(message).toContain('in time');
      expect(/not known/.test(message)).toBe(method !== 'GET');
      expect(decodeDetails(body.details).info?.reason).toBe(
        method === 'GET' ? undefined : 'OUTCOME_UNKNOWN',
      );
    }
  },
);

/** How the federation stalls in the middle of a valid response. */
const HALF: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['stops', () => undefined],
  [
    'drips',
    (response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(drip));
    },
  ],
];

test.each(HALF)('a response that %s never reaches the browser as complete', async (_name, goOn) => {
  const framings = [{}, { 'content-length': '1000000' }];
  let answered = 0;
  bff.upstream.answer((_request, response) => {
    const framing = framings[(answered += 1) % 2];
    response.writeHead(200, { 'content-type': 'application/json', ...framing });
    response.write('{"volumes":[{"name":"');
    goOn(response);
  });
  const outcomes = ROUTES.flatMap((route) => [route, route]).map(async (route) => {
    const [method] = route;
    return ask(route).then(
      ({ status, text }) => `${method} ${status} ${text.includes('OUTCOME_UNKNOWN')}`,
      () => `${method} broken`,
    );
  });
  // The response to a change is read whole before it is forwarded, so a missing end can still be reported.
  const expected = ROUTES.map(([method]) =>
    method === 'GET' ? 'GET broken' : `${method} 504 true`,
  );
  expect(await Promise.all(outcomes)).toEqual(expected.flatMap((one) => [one, one]));
  expect(answered).toBe(outcomes.length);
});

test('lists have a longer deadline than other calls', async () => {
  bff.upstream.answer(() => undefined);
  const order: string[] = [];
  const asked = ['/api/v2/volumes', '/api/v2/cluster'].map(async (path) => {
    const { status } = await browser.get(path);
    order.push(`${path} ${status}`);
  });
  await Promise.all(asked);
  expect(order).toEqual(['/api/v2/cluster 504', '/api/v2/volumes 504']);
});
