import { afterEach, beforeEach, expect, test } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { volumes, renderVolumes } from '#/features/volumes/list/test-support.tsx';
import { forgetFirstAnswers } from './first-answers.ts';
import { questionsOf } from './ask-first.ts';

const ANSWER = {
  volumes: volumes(1, 'web'),
  total: 1,
  facets: { cluster: {}, project: {}, state: {}, protection: {} },
  clusters: [],
  troubles: [],
};
const FLEET = { pages: { 0: volumes(2) }, total: 2 };

/** Has these questions been answered before the page was there. */
const answered = (urls: readonly string[], answer: () => Promise<Response>) => {
  window.asterismFirstAnswers = new Map(urls.map((url) => [url, answer()]));
};
const listAt = (address: string): string => {
  const [, list = 'none'] = questionsOf(new URL(address, location.href));
  return list;
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  localStorage.clear();
  forgetFirstAnswers();
});

test.each(['/volumes', '/volumes?search=%20db%20&project=acme,initech&sort=size&order=desc'])(
  'the list at %s shows what was asked for before the page was there, and asks nothing more',
  async (url) => {
    answered([listAt(url)], () => Promise.resolve(Response.json(ANSWER)));
    const { screen, sent } = await renderVolumes(FLEET, { url });
    await expect.element(screen.getByRole('link', { name: 'web-0' })).toBeVisible();
    expect(sent).toEqual([]);
  },
);

test('what was asked for before the page was there is shown once: the next answer is a newer one', async () => {
  answered([listAt('/volumes')], () => Promise.resolve(Response.json(ANSWER)));
  const { screen } = await renderVolumes(FLEET);
  await expect.element(screen.getByRole('link', { name: 'web-0' })).toBeVisible();
  await queryClient.invalidateQueries();
  await expect.element(screen.getByRole('link', { name: 'db-0' })).toBeVisible();
});

test('where the question before the page came to nothing, the page asks again', async () => {
  answered([listAt('/volumes')], () => Promise.reject(new TypeError('no network')));
  const { screen } = await renderVolumes(FLEET);
  await expect.element(screen.getByRole('link', { name: 'db-0' })).toBeVisible();
});

test('nothing but the session is asked for elsewhere', () => {
  expect(questionsOf(new URL('/clusters', location.href))).toEqual(['/auth/session']);
});

test('the part of the list that the address names is asked for, whatever columns somebody has chosen', () => {
  localStorage.setItem('asterism-list-volumes-ada', '{"columns":["size"]}');
  expect(listAt('/volumes?offset=70')).toContain('offset=50&limit=50');
});
