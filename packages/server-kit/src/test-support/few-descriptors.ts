import { startTestServer } from './test-server.ts';

/** A program for the tests, to be run where there are few file descriptors: it says where it serves. */
const server = await startTestServer((_request, response) => response.end('served'));
process.stdout.write(`${server.url}\n`);
