import { join } from 'node:path';
import { ROOT } from '../lib/workspace.ts';

/** The text of the vendor's API reference. It is not ours to publish: it lies beside the repository, or nowhere. */
export const REFERENCE_FILE = join(ROOT, '../shared/cf-api-reference.txt');

/** What of it a machine can check. */
export const FACTS_FILE = join(ROOT, 'packages/api-types/src/reference/reference-facts.json');
