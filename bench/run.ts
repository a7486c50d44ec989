import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '@asterism/test-stack/stack';
import { measureFirstPage } from './first-page.ts';
import { measureHostileLoad } from './hostile-load.ts';
import { tableOf } from './measure.ts';
import { measureResume } from './resume-after-kill.ts';
import { measureWalk } from './walk-volumes.ts';

const RESULTS = join(import.meta.dirname, 'results');

const stack = await startStack({ clusters: 2, volumes: 1000, attach: 2 });
const firstPage = await measureFirstPage(stack.addresses);
await stack.stop();
const figures = [
  ...firstPage,
  await measureResume(),
  ...(await measureWalk()),
  ...(await measureHostileLoad()),
];
await mkdir(RESULTS, { recursive: true });
await writeFile(join(RESULTS, 'latest.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(tableOf(figures));
