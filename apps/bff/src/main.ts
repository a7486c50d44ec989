import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { startBff } from './bff.ts';
import { readConfig } from './config.ts';
import type { StartFailure } from './start-failure.ts';

function giveUp({ message }: StartFailure): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const config = readConfig();
if (!config.ok) giveUp(config.error);
const log = pino({ name: 'bff', level: config.value.logLevel }, pino.destination(2));

const bff = await startBff({ ...config.value, log });
if (!bff.ok) giveUp(bff.error);
process.stdout.write(`${JSON.stringify({ url: bff.value.url })}\n`);

closeWithGrace({ delay: 10_000, logger: false }, async ({ err: error }) => {
  if (error !== undefined) log.fatal({ err: error }, 'the process ends because of an error');
  await bff.value.close();
});
