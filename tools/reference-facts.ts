import { readFile, writeFile } from 'node:fs/promises';
import { parseReference } from './reference/parse-reference.ts';
import { FACTS_FILE, REFERENCE_FILE } from './reference/reference-files.ts';

const facts = parseReference(await readFile(REFERENCE_FILE, 'utf8'));
await writeFile(FACTS_FILE, `${JSON.stringify(facts, null, 2)}\n`);
console.log(FACTS_FILE);
