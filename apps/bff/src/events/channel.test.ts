import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { openChannel, type Channel, type Member } from './channel.ts';
import { messageAsSent } from './fleet-message.ts';

/** More than get their bytes in one turn of the event loop: the last one waits for its own. */
const MANY = 1200;

interface Page {
  readonly stream: ServerResponse;
  /** The ids of the events that it was sent. */
  readonly got: string[];
}

function createPage(): Page {
  const got: string[] = [];
  const stream = new ServerResponse(new IncomingMessage(new Socket()));
  vi.spyOn(stream, 'write').mockImplementation((bytes) => {
    const [, id] = /^id: (.*)$/m.exec(String(bytes)) ?? [];
    if (id !== undefined) got.push(id);
    return true;
  });
  return { stream, got };
}

const sessionOf = (key: string) => ({
  key,
  username: key,
  roles: [],
  rights: rightsOf([]),
  token: '',
  expiresAt: new Date(8.64e15),
});

let federation: Server;
let channel: Channel;
let pages: Page[];
let lastMember: Member | undefined;
/** Called while the event `1` has reached some pages and not yet the last one. */
let meanwhile: () => void;
let happened: Promise<void>;
let sendEvent: () => void;
let sendNext: () => void;

beforeEach(async () => {
  const done = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<ServerResponse>();
  happened = done.promise;
  meanwhile = () => {};
  federation = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    opened.resolve(response);
  }).listen(0, '127.0.0.1');
  await once(federation, 'listening');
  const address = federation.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  channel = openChannel(
    {
      url: `http://127.0.0.1:${address.port}`,
      headers: () => ({}),
      refusals: [],
      backOff: { first: 10, most: 20 },
      log: pino({ level: 'silent' }),
      lastEventId: '0',
      messageOf: messageAsSent,
      onNotice() {
        meanwhile();
        done.resolve();
      },
      onRefused: () => {},
    },
    'as-sent',
  );
  pages = Array.from({ length: MANY }, createPage);
  for (const [at, { stream }] of pages.entries()) {
    lastMember = channel.join(sessionOf(String(at)), stream, undefined);
  }
  const response = await opened.promise;
  sendEvent = () => response.write('id: 1\ndata: {}\n\nevent: notice\ndata: {}\n\n');
  sendNext = () => response.write('id: 2\ndata: {}\n\n');
});
afterEach(() => {
  channel.stop();
  federation.closeAllConnections();
  federation.close();
});

/** Sends an event, does something while it is on its way, and sends another one. */
async function whileOnItsWay(work: () => void): Promise<void> {
  let isOnItsWay = false;
  meanwhile = () => {
    isOnItsWay = pages[0]?.got.length === 1 && pages.at(-1)?.got.length === 0;
    work();
  };
  sendEvent();
  await happened;
  expect(isOnItsWay).toBe(true);
  sendNext();
  while (pages[0]?.got.length !== 2) await nextTurn();
  // More turns than all pages can take.
  for (let turn = 0; turn < MANY; turn += 1) await nextTurn();
}

test('a page that opens while an event is on its way is not sent what it knows already', async () => {
  const late = createPage();
  await whileOnItsWay(() => channel.join(sessionOf('late'), late.stream, '1'));
  expect(late.got).toEqual(['2']);
  expect(pages.at(-1)?.got).toEqual(['1', '2']);
});

test('a page that opens meanwhile and knows nothing of the event is sent it once', async () => {
  const late = createPage();
  await whileOnItsWay(() => channel.join(sessionOf('late'), late.stream, '0'));
  expect(late.got).toEqual(['1', '2']);
});

test('a session whose rights are in doubt meanwhile misses nothing and gets nothing twice', async () => {
  if (lastMember === undefined) throw new Error('there is none');
  const member = lastMember;
  await whileOnItsWay(() => channel.pause(member));
  expect(pages.at(-1)?.got).toEqual(['1']);
  channel.resume(member, 'as-sent', false);
  expect(pages.at(-1)?.got).toEqual(['1', '2']);
});

test('a session whose rights are known again meanwhile gets nothing twice', async () => {
  if (lastMember === undefined) throw new Error('there is none');
  const member = lastMember;
  channel.pause(member);
  await whileOnItsWay(() => channel.resume(member, 'as-sent', false));
  expect(pages.at(-1)?.got).toEqual(['1', '2']);
});

test('a session that is released meanwhile has all that it is said to have', async () => {
  if (lastMember === undefined) throw new Error('there is none');
  const member = lastMember;
  let has: (string | undefined)[] = [];
  await whileOnItsWay(() => {
    has = [...channel.release(member).values()];
  });
  expect(has).toEqual(['1']);
  expect(pages.at(-1)?.got).toEqual(['1']);
});
