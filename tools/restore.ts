import { parseArgs } from 'node:util';
import { err, type Result } from '@asterism/api-types/common/result';
import { readOperatorConfig } from '@asterism/federation/operator-command';
import { restoreBackup } from './backup/restore-backup.ts';
import { printOutcome } from './backup/print-outcome.ts';

const USAGE = `Usage: npm run restore -- --from FILE [--replace] [--without-key]
Restores a backup into the database of ASTERISM_DATABASE_URL, or into ASTERISM_DATA_DIR: all of it or nothing. Put the master key of
that time in its place first, and stop the federation and the BFF.
  --replace      also when something is there already: embedded databases are put aside, schemas on a server are dropped
  --without-key  also when the master key does not open its keys; see npm run forget-keys`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string' },
        replace: { type: 'boolean', default: false },
        'without-key': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch {
    // parseArgs throws for options that it does not know.
    return undefined;
  }
}

async function run(): Promise<Result<string, string>> {
  const given = readArguments();
  if (given?.from === undefined || given.from === '') return err(USAGE);
  const config = readOperatorConfig();
  if (!config.ok) return config;
  const { dataDir, databaseUrl, masterKeyFile } = config.value;
  const { from, replace, 'without-key': withoutKey } = given;
  return restoreBackup(from, { dataDir, databaseUrl, masterKeyFile, replace, withoutKey });
}

printOutcome(await run());
