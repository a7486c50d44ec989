import { DRAFT_BYTES_MAX, draftsApi } from '@asterism/api-types/bff-api/drafts-api';
import { invalidField } from '@asterism/api-types/common/failure';
import type { DraftStore } from '../drafts/draft-store.ts';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Route } from './route.ts';

/** The forms of the console have no such fields: whoever sends one has made a mistake that must not be kept. */
const SECRET = /pass(word|phrase)|secret|token|credential|private.?key|api.?key/i;

/** The path of a field whose name is that of a secret. */
function secretIn(value: unknown, path: string): string | undefined {
  if (Array.isArray(value)) {
    return value.map((one, at) => secretIn(one, `${path}[${at}]`)).find((one) => one !== undefined);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const at = `${path}.${name}`;
    const found = SECRET.test(name) ? at : secretIn(part, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** People can read, keep and drop their own drafts only. */
export const draftsRoutes = (store: DraftStore): Route[] => [
  sessionRoute('findDraft', draftsApi.findDraft, async (which, { username }, { response }) => {
    const draft = await store.find({ username, ...which });
    replyJson(response, 200, draft === undefined ? {} : { draft });
  }),

  sessionRoute(
    'keepDraft',
    draftsApi.keepDraft,
    async ({ form, of, ...draft }, { username }, { response }) => {
      const secret = secretIn(draft.values, 'values') ?? secretIn(draft.base, 'base');
      if (secret !== undefined) {
        return refuse(response, invalidField(secret, 'is the name of a secret, which is not kept'));
      }
      if (Buffer.byteLength(JSON.stringify(draft)) > DRAFT_BYTES_MAX) {
        const tooLarge = `is larger than ${DRAFT_BYTES_MAX / 1024} KiB`;
        return refuse(response, invalidField('values', tooLarge));
      }
      const savedAt = await store.keep({ username, form, of }, draft);
      return replyJson(response, 200, { savedAt: savedAt.toISOString() });
    },
  ),

  sessionRoute('dropDraft', draftsApi.dropDraft, async (which, { username }, { response }) => {
    await store.drop({ username, ...which });
    replyJson(response, 200, {});
  }),
];
