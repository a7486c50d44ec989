import { describe, expect, it } from 'vitest';
import { migrationRules } from './migration-rules.ts';

describe('rules about migrations', () => {
  const path = 'apps/federation/drizzle/0009_more.sql';
  const migration = (...statements: string[]) =>
    migrationRules({ path, text: statements.join('--> statement-breakpoint\n') });
  const table = 'CREATE TABLE "federation"."notes" (\n\t"id" uuid PRIMARY KEY NOT NULL\n);\n';
  const unique = 'CREATE UNIQUE INDEX "notes_id" ON "federation"."notes" USING btree ("id");';

  it.each([
    [table],
    [table, unique],
    [table, 'ALTER TABLE "federation"."notes" ADD CONSTRAINT "a" FOREIGN KEY ("id");'],
    ['CREATE INDEX "users_roles" ON "federation"."users" USING btree ("roles");'],
    ['CREATE TRIGGER "changed" AFTER UPDATE ON "federation"."users" EXECUTE FUNCTION "f"();'],
    ['ALTER TABLE "federation"."users" ALTER COLUMN "name" SET STORAGE EXTERNAL;'],
    ['ALTER TABLE "federation"."users" ADD COLUMN "note" text;'],
    ['ALTER TABLE "federation"."users" ADD COLUMN "note" text DEFAULT \'\' NOT NULL;'],
  ])('accept what only adds: %s', (...statements) => expect(migration(...statements)).toEqual([]));

  it.each([
    'ALTER TABLE "federation"."users" DROP COLUMN "roles";',
    'ALTER TABLE "federation"."users" RENAME COLUMN "roles" TO "rights";',
    'ALTER TABLE "federation"."users" ADD COLUMN "note" text NOT NULL;',
    'ALTER TABLE "federation"."users" ADD COLUMN "note" text UNIQUE;',
    'ALTER TABLE "federation"."users" ALTER COLUMN "roles" SET NOT NULL;',
    'ALTER TABLE "federation"."users" ADD CONSTRAINT "a" CHECK (true);',
    'CREATE TRIGGER "guard" BEFORE UPDATE ON "federation"."users" EXECUTE FUNCTION "f"();',
    'DROP TABLE "federation"."users";',
    'UPDATE "federation"."users" SET "disabled" = true;',
    unique,
  ])('refuse what the release before cannot work with: %s', (statement) => {
    expect(migration(statement)).toHaveLength(1);
    expect(migration(`-- incompatible: it has to be\n${statement}`)).toEqual([]);
  });
});
