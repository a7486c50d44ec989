import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';

/** The forms of which drafts are kept. None of them takes a secret. */
export const DRAFT_FORMS = [
  'create-volume',
  'edit-volume',
  'change-volumes',
  'create-snapshot',
  'quick-edit',
  'name-host',
  'save-qos-policy',
  'save-schedule',
  'attach-cluster',
  'note-problem',
] as const;
export type DraftForm = (typeof DRAFT_FORMS)[number];

/** Maximum size of a draft, as JSON in UTF-8. */
export const DRAFT_BYTES_MAX = 32 * 1024;
/** Maximum number of drafts of a person: of more, the oldest are dropped. */
export const DRAFTS_MAX = 50;
/** For how long a draft is kept. */
export const DRAFT_DAYS = 30;

/** Which draft: of which form, and of what: a volume, a host; empty where there is one for all. */
const which = {
  form: z.enum(DRAFT_FORMS, { error: 'is not the name of a form' }),
  of: z._default(z.string().check(z.maxLength(512, 'is too long')), ''),
};

/** What was typed into a form. */
const values = z.record(z.string(), z.unknown());

/** What the form was filled in with before anybody typed, such as the version of a volume. */
const base = z.optional(values);

/** A draft as it is kept. */
export const keptDraft = z.object({ values, base, savedAt: z.string() });
export type KeptDraft = z.infer<typeof keptDraft>;

/** A person's own drafts. The console loads this table with its forms. */
export const draftsApi = {
  findDraft: defineOperation({
    method: 'GET',
    path: '/auth/drafts',
    summary: 'Your draft of a form; absent where there is none.',
    source: 'ours',
    input: z.object(which),
    output: z.object({ draft: z.optional(keptDraft) }),
    errors: [400, 401],
  }),
  keepDraft: defineOperation({
    method: 'PUT',
    path: '/auth/drafts',
    summary: `Keep what you have typed into a form, for ${DRAFT_DAYS} days. ${DRAFT_BYTES_MAX / 1024} KiB for each, ${DRAFTS_MAX} of them; fields whose names are those of secrets are refused.`,
    source: 'ours',
    input: z.object({ ...which, values, base }),
    output: z.object({ savedAt: z.string() }),
    errors: [400, 401, 403],
  }),
  dropDraft: defineOperation({
    method: 'DELETE',
    path: '/auth/drafts',
    summary: 'Drop your draft of a form, if there is one.',
    source: 'ours',
    input: z.object(which),
    output: z.object({}),
    errors: [400, 401, 403],
  }),
} as const;
