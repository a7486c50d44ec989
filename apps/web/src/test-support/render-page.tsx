import { encodeDetails, type FieldViolation } from '@asterism/api-types/common/error-details';
import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { createMemoryRouter, RouterProvider, type LoaderFunction } from 'react-router';
import { vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { keepsDrafts } from './kept-drafts.ts';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery } from '#/api/session.ts';

/** A request that a component has sent. */
export interface SentRequest {
  readonly method: string;
  /** With its query, without its host. */
  readonly url: string;
  readonly ifMatch: string | null;
  readonly idempotencyKey: string | null;
  readonly body: unknown;
  /** Whether nobody waits for the answer any more. */
  readonly isCanceled: () => boolean;
}

interface ServerAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the server answers a request with, maybe later; undefined: 404. */
export type Server = (
  request: SentRequest,
) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;

/** How a page is shown. */
export interface PageOptions {
  readonly server: Server;
  /** What it answers about drafts; without it, they are kept, and none is there at first. */
  readonly drafts?: Server;
  /** The path in the browser's address, with its query. */
  readonly url?: string;
  /** The path as a route, where it has parameters. */
  readonly route?: string;
  readonly roles?: readonly string[];
  /** Who is signed in. */
  readonly username?: string;
  /** What reads ahead for the page. */
  readonly loader?: LoaderFunction;
  /** Other pages, by their paths. */
  readonly otherPages?: Readonly<Record<string, ReactElement>>;
}

const DRAFTS = '/auth/drafts';

const HydrateFallback = () => null;

const NOT_FOUND: ServerAnswer = {
  status: 404,
  body: { error: 'no', code: 5, message: 'no', details: [] },
};

/**
 * Shows a component as a page of the console: signed in, with a router and the real client, whose requests go to
 * `server`. Any other page shows its path.
 */
export async function renderPage(element: ReactElement, options: PageOptions) {
  const { server, url = '/', route = url.split('?')[0] ?? '/', roles } = options;
  const { username = 'ada', otherPages = {}, loader, drafts = keepsDrafts() } = options;
  const sent: SentRequest[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const request = {
      method: init.method ?? 'GET',
      url: path,
      ifMatch: new Headers(init.headers).get('if-match'),
      idempotencyKey: new Headers(init.headers).get('idempotency-key'),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      isCanceled: () => init.signal?.aborted === true,
    };
    sent.push(request);
    const answer = await (path.startsWith(DRAFTS) ? drafts : server)(request);
    init.signal?.throwIfAborted();
    const { status = 200, body, headers = {} } = answer ?? NOT_FOUND;
    return Response.json(body, { status, headers });
  });
  queryClient.clear();
  const session: Session = {
    username,
    roles: [...(roles ?? ['system:cluster-admin'])],
    expiresAt: '2100-01-01T00:00:00Z',
    idleSeconds: 900,
  };
  queryClient.setQueryData(sessionQuery().queryKey, session);
  const router = createMemoryRouter(
    [
      { path: route, element, ...(loader === undefined ? {} : { loader, HydrateFallback }) },
      ...Object.entries(otherPages).map(([path, page]) => ({ path, element: page })),
      { path: '*', element: <h1>Another page</h1> },
    ],
    { initialEntries: [url] },
  );
  const screen = await render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return {
    screen,
    /** What was sent to change something; what is only typed is kept beside. */
    writes: () => sent.filter(({ method, url }) => method !== 'GET' && !url.startsWith(DRAFTS)),
    /** What was sent to keep or drop what is typed. */
    drafts: () => sent.filter(({ method, url }) => method !== 'GET' && url.startsWith(DRAFTS)),
    sent,
    /** Goes to another page, as by a link, or back by -1. */
    goTo: (to: string | -1) => (to === -1 ? router.navigate(-1) : router.navigate(to)),
    location: () => `${router.state.location.pathname}${router.state.location.search}`,
  };
}

/** The body of an error, as the gateway sends it; about fields of the request, if any are given. */
export const errorBody = (code: number, message: string, ...violations: FieldViolation[]) => ({
  error: message,
  code,
  message,
  details: encodeDetails({ violations }) ?? [],
});
