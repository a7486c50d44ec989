import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { freePorts } from '@asterism/test-stack/free-ports';
import { startFederation } from './federation.ts';

/** Below the ports that a system hands out by itself: nobody gets it by chance before the federation does. */
async function freePort(): Promise<number> {
  const port = await freePorts(1, randomInt(20_000, 30_000));
  if (port === undefined) throw new Error('no port');
  return port;
}

/** The first connection that is taken, and what comes of it; a refused one is tried again. */
async function firstAnswer(url: string): Promise<number> {
  const late = AbortSignal.timeout(60_000);
  for (;;) {
    try {
      return (await fetch(url, { signal: late })).status;
    } catch (error) {
      if (late.aborted) throw error;
      await pause(1);
    }
  }
}

test('who connects before all is ready is answered when it is', async () => {
  const dataDir = await copyTemplate();
  const port = await freePort();
  const answer = firstAnswer(`http://127.0.0.1:${port}/health`);
  const federation = await startFederation({
    port,
    host: '127.0.0.1',
    dataDir,
    log: pino({ level: 'silent' }),
  });
  if (!federation.ok) throw new Error(federation.error.message);
  expect(await answer).toBe(200);
  await federation.value.close();
  await rm(dataDir, { recursive: true, force: true });
});
