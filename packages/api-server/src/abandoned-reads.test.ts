import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { defineOperation } from '@asterism/api-types/common/operation';
import { ok } from '@asterism/api-types/common/result';
import { operationRouter } from './operation-router.ts';

const about = { summary: '', source: 'test', errors: [], output: z.object({ id: z.string() }) };
const path = '/things/{id}';
const operations = {
  readThing: defineOperation({
    ...about,
    method: 'GET',
    path,
    input: z.object({ id: z.string() }),
  }),
  putThing: defineOperation({ ...about, method: 'PUT', path, input: z.object({ id: z.string() }) }),
  dropThing: defineOperation({
    ...about,
    method: 'DELETE',
    path,
    input: z.object({ id: z.string() }),
  }),
};

let server: Server;
let port: number;
/** The handlers' work, in its order. */
let worked: string[];
/** How long it takes to find out who asks. */
let admitted: Promise<void>;
let onAdmit: () => void;

beforeEach(async () => {
  worked = [];
  admitted = Promise.resolve();
  onAdmit = () => undefined;
  const work = ({ id }: { id: string }) => {
    worked.push(id);
    return ok({ id });
  };
  const app = express().use(
    operationRouter({
      operations,
      async admit() {
        onAdmit();
        await admitted;
        return ok('alice');
      },
      onUnexpected: (error) => worked.push(String(error)),
      handlers: { readThing: work, putThing: work, dropThing: work },
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  ({ port } = address);
});
afterEach(() => server.close());

/** A connection that is open on both sides: what is written and its end arrive at once. */
async function open() {
  const accepted = once(server, 'connection');
  const socket = connect(port, '127.0.0.1');
  await Promise.all([accepted, once(socket, 'connect')]);
  return socket;
}
const head = (method: string, id: string) =>
  `${method} /things/${id} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}`;
const read = (id: string) => `GET /things/${id} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

test('a read whose client leaves before it is known who asks is not worked on', async () => {
  const admission = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  [admitted, onAdmit] = [admission.promise, asked.resolve];
  const left = Promise.withResolvers<void>();
  server.once('connection', (connection) => connection.once('close', left.resolve));
  const socket = await open();
  socket.write(read('left'));
  await asked.promise;
  socket.destroy();
  await left.promise;
  admission.resolve();
  await fetch(`http://127.0.0.1:${port}/things/stays`);
  expect(worked).toEqual(['stays']);
});

test.each(['PUT', 'DELETE'])(
  'a %s that was sent is carried out, although its client has left',
  async (method) => {
    const socket = await open();
    socket.write(head(method, 'changed'));
    socket.destroy();
    await expect.poll(() => worked).toEqual(['changed']);
  },
);
