import { and, desc, eq, lt } from 'drizzle-orm';
import {
  DRAFT_DAYS,
  DRAFTS_MAX,
  keptDraft,
  type DraftForm,
  type KeptDraft,
} from '@asterism/api-types/bff-api/drafts-api';
import type { Database } from '@asterism/database/database';
import type { Clock } from '../session/clock.ts';
import { draftRows } from './schema.ts';

const KEPT_MS = DRAFT_DAYS * 24 * 3_600_000;

/** Whose draft, and of what. */
export interface DraftName {
  readonly username: string;
  readonly form: DraftForm;
  readonly of: string;
}

/** What people have typed and not saved yet. Throws the errors of the database. */
export interface DraftStore {
  find(name: DraftName): Promise<KeptDraft | undefined>;
  /** Keeps it in place of the former one; when it was kept. What is too old, or too much, is dropped. */
  keep(name: DraftName, draft: Omit<KeptDraft, 'savedAt'>): Promise<Date>;
  drop(name: DraftName): Promise<void>;
}

export function createDraftStore({ orm }: Pick<Database, 'orm'>, clock: Clock): DraftStore {
  const is = ({ username, form, of }: DraftName) =>
    and(eq(draftRows.username, username), eq(draftRows.form, form), eq(draftRows.of, of));
  const oldest = () => new Date(clock.now() - KEPT_MS);

  return {
    async find(name) {
      const [row] = await orm.select().from(draftRows).where(is(name));
      if (row === undefined || row.savedAt < oldest()) return undefined;
      const draft = keptDraft.safeParse({
        ...Object(JSON.parse(row.value)),
        savedAt: row.savedAt.toISOString(),
      });
      return draft.data;
    },
    async keep(name, draft) {
      const savedAt = new Date(clock.now());
      const value = JSON.stringify(draft);
      await orm
        .insert(draftRows)
        .values({ ...name, value, savedAt })
        .onConflictDoUpdate({
          target: [draftRows.username, draftRows.form, draftRows.of],
          set: { value, savedAt },
        });
      await orm.delete(draftRows).where(lt(draftRows.savedAt, oldest()));
      const isOwn = eq(draftRows.username, name.username);
      for (const one of await orm
        .select({ form: draftRows.form, of: draftRows.of })
        .from(draftRows)
        .where(isOwn)
        .orderBy(desc(draftRows.savedAt))
        .offset(DRAFTS_MAX)) {
        await orm
          .delete(draftRows)
          .where(and(isOwn, eq(draftRows.form, one.form), eq(draftRows.of, one.of)));
      }
      return savedAt;
    },
    async drop(name) {
      await orm.delete(draftRows).where(is(name));
    },
  };
}
