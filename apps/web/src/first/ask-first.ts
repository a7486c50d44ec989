import { USER_ACTIVE_HEADER } from '@asterism/api-types/bff-api/user-active';
import { buildRequest } from '@asterism/api-types/client/build-request';
import { VOLUME_LIST } from '#/features/volumes/list/volume-list.ts';
import { blockAt, listQuestion, parseListState } from '#/table/list-state.ts';
import { readOpening } from '#/table/opening-view.ts';
import { paths } from '#/lib/paths.ts';
import type { FirstAnswers } from './first-answers.ts';

const LONGEST_MS = 30_000;

/** What the page at this address asks for first. */
export function questionsOf({
  pathname,
  search,
}: Pick<Location, 'pathname' | 'search'>): readonly string[] {
  const session = '/auth/session';
  if (pathname !== paths.volumes()) return [session];
  const state = parseListState(VOLUME_LIST, new URLSearchParams(search), {
    opensWith: readOpening(VOLUME_LIST.name),
  });
  const list = { method: 'GET', path: '/api/v2/fleet/volumes' } as const;
  return [session, buildRequest(list, { ...listQuestion(state), ...blockAt(state.offset) }).url];
}

/** Asks, before any other script is there, for what the page will ask for first. */
export function askFirst(): FirstAnswers {
  const ask = (url: string): Promise<Response> => {
    const answer = fetch(url, {
      headers: { accept: 'application/json', [USER_ACTIVE_HEADER]: '1' },
      signal: AbortSignal.timeout(LONGEST_MS),
      redirect: 'error',
    });
    // Whoever takes it hears of a failure. It may be that nobody does.
    answer.catch(() => undefined);
    return answer;
  };
  return new Map(questionsOf(location).map((url) => [url, ask(url)]));
}
