import { draftsApi, type KeptDraft } from '@asterism/api-types/bff-api/drafts-api';
import type { Server } from './render-page.tsx';

/** A server that keeps drafts in `kept`, each by what it is of. */
export const keepsDrafts =
  (kept: Map<string, KeptDraft> = new Map()): Server =>
  ({ method, url, body }) => {
    const of = new URL(url, location.href).searchParams.get('of') ?? '';
    if (method === 'GET') return { body: { draft: kept.get(of) } };
    if (method === 'DELETE') {
      kept.delete(of);
      return { body: {} };
    }
    const { of: named, form: _, ...draft } = draftsApi.keepDraft.input.parse(body);
    const savedAt = '2026-11-29T12:00:00Z';
    kept.set(named, { ...draft, savedAt });
    return { body: { savedAt } };
  };
