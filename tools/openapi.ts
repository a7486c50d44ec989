import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { documentFiles } from './openapi/documents.ts';

for (const { file, text } of documentFiles()) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(file);
}
