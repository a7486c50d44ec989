import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

const READERS = [1, 2, 3, 4];
/** More than what lies in all buffers between the federation and a browser that does not read. */
const TEXT = randomBytes(3 * 1024 * 1024).toString('hex');

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff();
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());

const pathOf = (reader: number): string => `/api/v2/volumes?limit=${reader}`;

/** At no place the same for two readers. */
const bodyOf = (path: string): string =>
  `{"volumes":["${path}${TEXT.slice(Number(path.at(-1)))}"]}`;

/** An answer that has begun, and of which nothing is read yet. */
function open(path: string): Promise<IncomingMessage> {
  const headers = {
    cookie: `__Host-Http-sid=${browser.cookie()}`,
    'sec-fetch-site': 'same-origin',
  };
  return new Promise((resolve, reject) => {
    get(bff.url + path, { headers }, resolve).on('error', reject);
  });
}

/** Counts the bytes of memory that are given back without the garbage collector. */
function countFreed(): () => number {
  let freed = 0;
  const spy = vi.spyOn(ArrayBuffer.prototype, 'transfer').mockImplementation(function (
    this: ArrayBuffer,
  ) {
    freed += this.byteLength;
    return structuredClone(this, { transfer: [this] });
  });
  onTestFinished(() => spy.mockRestore());
  return () => freed;
}

test('large answers to many who read slowly arrive as they were sent, and leave nothing to the collector', async () => {
  const freed = countFreed();
  let sent = 0;
  bff.upstream.answer((_request, response, { url }) => {
    const body = Buffer.from(bodyOf(url));
    sent += body.length;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
  const answers = await Promise.all(READERS.map((reader) => open(pathOf(reader))));
  const received = await Promise.all(answers.map((answer) => text(answer)));
  for (const [at, reader] of READERS.entries()) {
    expect(received[at] === bodyOf(pathOf(reader)), `reader ${reader}`).toBe(true);
  }
  expect(freed()).toBeGreaterThan(sent / 2);
});
