import type { Finding, RepoFile } from './repo-file.ts';

/** Those that every release has run that is out there. */
const FIRST_RELEASE = new Set([
  'apps/bff/drizzle/0000_sessions.sql',
  'apps/bff/drizzle/0001_known-sessions.sql',
  'apps/federation/drizzle/0000_start.sql',
  'apps/federation/drizzle/0001_reserved-names.sql',
  'apps/federation/drizzle/0002_credential-ids.sql',
  'apps/federation/drizzle/0003_workflow-runs.sql',
]);

const BREAKPOINT = '--> statement-breakpoint';
const INCOMPATIBLE = /^\s*-- incompatible: \S/m;
const NAME = String.raw`("[^"]+"\.)?"[^"]+"`;

const CREATE_TABLE = new RegExp(`^CREATE TABLE (?<table>${NAME}) `);
const ADD_COLUMN = new RegExp(`^ALTER TABLE ${NAME} ADD COLUMN (?<column>.*)$`, 's');
/** Each rejects rows of a release that does not know it; on a table that it does not know either, it cannot. */
const RESTRICTING = [
  new RegExp(`^CREATE UNIQUE INDEX "[^"]+" ON (?<table>${NAME}) `),
  new RegExp(`^ALTER TABLE (?<table>${NAME}) ADD CONSTRAINT `),
];
const HARMLESS = [
  new RegExp(`^CREATE INDEX "[^"]+" ON ${NAME} `),
  /^CREATE (SEQUENCE|TYPE|FUNCTION) /,
  // What is written stays as it is.
  /^CREATE TRIGGER "[^"]+" AFTER /,
  // How values are stored is nobody's business but the database's.
  new RegExp(`^ALTER TABLE ${NAME} ALTER COLUMN "[^"]+" SET STORAGE `),
];

function isAddition(statement: string, newTables: ReadonlySet<string>): boolean {
  if (CREATE_TABLE.test(statement) || HARMLESS.some((form) => form.test(statement))) return true;
  const column = ADD_COLUMN.exec(statement)?.groups?.['column'];
  if (column !== undefined) {
    const isFilled = !/\bNOT NULL\b/.test(column) || /\b(DEFAULT|GENERATED)\b/.test(column);
    return isFilled && !/\b(UNIQUE|PRIMARY KEY)\b/.test(column);
  }
  return RESTRICTING.some((form) => {
    const table = form.exec(statement)?.groups?.['table'];
    return table !== undefined && newTables.has(table);
  });
}

/**
 * The rule about migrations: they only add, so that the release before works on the new schema, and an upgrade needs no
 * stop. One that cannot says so in a line `-- incompatible: <why>`; then older releases refuse to start.
 */
export function migrationRules(file: RepoFile): Finding[] {
  if (!/\/drizzle\/[^/]+\.sql$/.test(file.path) || FIRST_RELEASE.has(file.path)) return [];
  if (INCOMPATIBLE.test(file.text)) return [];
  const statements = file.text
    .split(BREAKPOINT)
    .map((text) => text.replaceAll(/^\s*--.*$/gm, '').trim())
    .filter((text) => text !== '');
  const newTables = new Set(
    statements.flatMap((text) => CREATE_TABLE.exec(text)?.groups?.['table'] ?? []),
  );
  return statements
    .filter((text) => !isAddition(text, newTables))
    .map((text) => ({
      path: file.path,
      message: `does not only add, so the release before cannot work with it: ${text.split('\n', 1).join('')} (if that has to be, say "-- incompatible: <why>" in it)`,
    }));
}
