import { readFile, writeFile } from 'node:fs/promises';
import { parseReference } from '@asterism/api-docs/reference/parse-reference';
import { FACTS_FILE, REFERENCE_FILE } from '@asterism/api-docs/reference/reference-facts';

const facts = parseReference(await readFile(REFERENCE_FILE, 'utf8'));
await writeFile(FACTS_FILE, `${JSON.stringify(facts, null, 2)}\n`);
console.log(FACTS_FILE);
