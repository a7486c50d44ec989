import { parseArgs } from 'node:util';
import { err, type Result } from '@asterism/api-types/common/result';
import { readOperatorConfig } from '@asterism/federation/operator-command';
import { takeBackup } from './backup/take-backup.ts';
import { printOutcome } from './backup/print-outcome.ts';

const USAGE = `Usage: npm run backup -- --to FILE
Writes all that the federation and the BFF keep into a new file, as it is at one moment, while they run or not. It finds
the database by ASTERISM_DATABASE_URL or ASTERISM_DATA_DIR, as they do. The master key is not in the file.`;

async function run(): Promise<Result<string, string>> {
  const config = readOperatorConfig();
  if (!config.ok) return config;
  let to: string | undefined;
  try {
    ({ to } = parseArgs({ options: { to: { type: 'string' } } }).values);
  } catch {
    // parseArgs throws for options that it does not know.
  }
  return to === undefined || to === '' ? err(USAGE) : takeBackup(config.value, to);
}

printOutcome(await run());
