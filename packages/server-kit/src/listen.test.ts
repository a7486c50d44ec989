import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';
import { startTestServer } from './test-support/test-server.ts';

test('a server that cannot listen reports in one line where, why, and what to set', async () => {
  const taken = await startTestServer((_request, response) => response.end());
  const address = { host: '127.0.0.1', port: taken.port };
  const failure = async (given: typeof address, portSetting?: 'ASTERISM_BFF_PORT') => {
    const listening = await listen(createServer(), given, {
      title: 'The console',
      ...(portSetting === undefined ? {} : { portSetting }),
    });
    return listening.ok ? '' : listening.error.message;
  };
  expect(await failure(address, 'ASTERISM_BFF_PORT')).toBe(
    `The console cannot listen on 127.0.0.1:${taken.port}: the port is taken; set ASTERISM_BFF_PORT to one that is free.`,
  );
  expect(await failure(address)).toBe(
    `The console cannot listen on 127.0.0.1:${taken.port}: the port is taken.`,
  );
  expect(await failure({ host: '192.0.2.1', port: 0 })).toBe(
    'The console cannot listen on 192.0.2.1:0: this machine has no such address.',
  );
  await taken.close();
});
