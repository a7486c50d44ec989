import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { renderPage, type Server } from '#/test-support/render-page.tsx';
import { leftEdges, usedWidth, widest } from '#/test-support/used-width.ts';
import { ClusterAttachPage } from './cluster-attach-page.tsx';

afterEach(() => page.viewport(1280, 800));

const ENDPOINT = '10.0.0.1:443';
const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
const REACHED = { reachable: true, tlsFingerprint: FINGERPRINT, certificateSubject: 'CN=lb' };

const T = '2026-11-29T12:00:00Z';
const failedBy = (failure: object) => ({
  id: 'w-1',
  type: 'attach cluster',
  state: 'FAILED',
  createdAt: T,
  startedAt: T,
  endedAt: T,
  msg: 'no',
  progress: { percent: 4, stage: 'authenticate' },
  attachClusterRequest: { apiEndpoint: ENDPOINT },
  stages: [{ name: 'authenticate', state: 'failed', startedAt: T, endedAt: T, failure }],
});

async function open(query: string, server: Server) {
  const page = await renderPage(<ClusterAttachPage />, { url: `/clusters/attach${query}`, server });
  const steps = () =>
    page.screen
      .getByRole('list', { name: 'Attach steps' })
      .getByRole('listitem')
      .elements()
      .map((step) => step.getAttribute('aria-label'));
  return { ...page, steps };
}

test('the work goes on where the focus is: in the field at first, and in each step after it', async () => {
  const { screen, steps } = await open('', ({ url }) =>
    url.includes('/fleet/probe') ? { body: REACHED } : undefined,
  );
  const field = screen.getByRole('textbox', { name: 'API endpoint' });
  await expect.element(field).toHaveFocus();
  await field.fill(ENDPOINT);
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.element(screen.getByRole('region', { name: 'Certificate' })).toHaveFocus();
  await expect.poll(steps).toContain('Certificate: current');
  await screen.getByRole('button', { name: 'Change endpoint' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'API endpoint' })).toHaveFocus();
  await expect.element(screen.getByRole('textbox', { name: 'API endpoint' })).toHaveValue(ENDPOINT);
});

test.each([
  ['unreachable', /could not be reached/, ['done', 'failed', 'not run', 'not run']],
  ['no-tls', /Nothing speaks TLS/, ['failed', 'not run', 'not run', 'not run']],
  ['no-address', /can’t be resolved/, ['failed', 'not run', 'not run', 'not run']],
])(
  'an endpoint that is %s says so, and marks the step that failed',
  async (problem, title, words) => {
    const { screen, steps } = await open(`?endpoint=${ENDPOINT}`, ({ url }) =>
      url.includes('/fleet/probe') ? { body: { reachable: false, problem } } : undefined,
    );
    await expect.element(screen.getByRole('region', { name: title })).toBeVisible();
    await expect.poll(() => steps().map((step) => step?.split(': ')[1])).toEqual(words);
  },
);

test.each([
  [{ kind: 'clock-differs', clockOffsetSeconds: -184 }, 'Service key', /3 min 4 s behind/],
  [{ kind: 'key-refused' }, 'Service key', /does not accept the service key/],
  [{ kind: 'no-lightbits-api' }, 'Endpoint', /isn’t the API/],
  [{ kind: 'unexplained' }, 'Attach', /The attach failed/],
])(
  'a workflow that failed with %j marks the step %s and says why',
  async (failure, step, title) => {
    const { screen, steps } = await open(`?endpoint=${ENDPOINT}&workflow=w-1`, ({ url }) =>
      url.includes('/fleet/workflows/w-1') ? { body: failedBy(failure) } : undefined,
    );
    await expect.element(screen.getByRole('heading', { name: title })).toBeVisible();
    await expect.poll(steps).toContain(`${step}: failed`);
    expect(steps().filter((label) => label?.endsWith(': failed'))).toHaveLength(1);
  },
);

test('after a wrong endpoint, "Try again" leads to the field with what was entered', async () => {
  const { screen } = await open(`?endpoint=${ENDPOINT}&workflow=w-1`, ({ url }) =>
    url.includes('/fleet/workflows/w-1')
      ? { body: failedBy({ kind: 'no-lightbits-api' }) }
      : undefined,
  );
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'API endpoint' })).toHaveValue(ENDPOINT);
  await expect.element(screen.getByRole('textbox', { name: 'API endpoint' })).toHaveFocus();
});

test('when the workflow fails while one waits for it, the focus goes to what to do next', async () => {
  let state = 'RUNNING';
  const { screen } = await open(`?endpoint=${ENDPOINT}&workflow=w-1`, ({ url }) =>
    url.includes('/fleet/workflows/w-1')
      ? { body: { ...failedBy({ kind: 'unexplained' }), state } }
      : undefined,
  );
  await expect.element(screen.getByRole('button', { name: 'Cancel workflow' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
  state = 'FAILED';
  await queryClient.invalidateQueries();
  await expect.element(screen.getByRole('button', { name: 'Try again' })).toHaveFocus();
});

test('when the workflow has failed before its step is shown, the focus goes to what to do next too', async () => {
  const failed = failedBy({ kind: 'unexplained' });
  const { screen } = await open(`?endpoint=${ENDPOINT}`, ({ method, url }) => {
    if (url.includes('/fleet/workflows/w-1')) return { body: failed };
    if (method === 'POST' && url.endsWith('/clusters')) return { body: { workflowId: 'w-1' } };
    if (url.includes('/fleet/probe')) return { body: REACHED };
    if (!url.includes('/fleet/service-key')) return undefined;
    return { body: { pubKeyId: 'cf-c45a7dd6-c811-4acb-8b82-28bdc49c18bb', pubKey: 'AAAA' } };
  });
  await screen.getByRole('button', { name: /Fingerprints match/ }).click();
  const attach = screen.getByRole('button', { name: 'Attach anyway' });
  await expect.element(attach).toBeVisible();
  // As an event does that comes before the answer to the attach.
  queryClient.setQueryData([...queryKeys.workflow, 'w-1'], failed);
  await attach.click();
  await expect.element(screen.getByRole('button', { name: 'Try again' })).toHaveFocus();
});

test('who works elsewhere on the page when the workflow fails keeps the focus there', async () => {
  let state = 'RUNNING';
  const { screen } = await open(`?endpoint=${ENDPOINT}&workflow=w-1`, ({ url }) =>
    url.includes('/fleet/workflows/w-1')
      ? { body: { ...failedBy({ kind: 'unexplained' }), state } }
      : undefined,
  );
  const crumb = screen.getByRole('link', { name: 'Clusters' });
  await expect.element(screen.getByRole('button', { name: 'Cancel workflow' })).toBeVisible();
  crumb.element().focus();
  state = 'FAILED';
  await queryClient.invalidateQueries();
  await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect.element(crumb).toHaveFocus();
});

test.each([1280, 1920, 2560])('%i wide, every step uses the whole width', async (width) => {
  await page.viewport(width, 1000);
  const { screen } = await open('', ({ url }) =>
    url.includes('/fleet/probe') ? { body: REACHED } : undefined,
  );
  const title = screen.getByRole('heading', { level: 1 });
  const beside = screen.getByRole('complementary');
  const step = (name: string) => screen.getByRole('region', { name, exact: true });
  const used = (name: string) => usedWidth([step(name).element(), beside.element()]);
  await expect.element(beside.getByText('What comes next')).toBeVisible();
  expect(used('Endpoint')).toBeGreaterThan(95);
  const field = screen.getByRole('textbox', { name: 'API endpoint' });
  expect(widest([field.element()])).toBeLessThan(1000);
  expect(leftEdges([title.element(), step('Endpoint').element()])).toHaveLength(1);
  expect(beside.element().getBoundingClientRect().left).toBeGreaterThan(width / 2);
  await field.fill(ENDPOINT);
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.element(beside.getByText('Compare the fingerprint')).toBeVisible();
  expect(used('Certificate')).toBeGreaterThan(95);
  expect(leftEdges([title.element(), step('Certificate').element()])).toHaveLength(1);
  expect(beside.element().getBoundingClientRect().left).toBeGreaterThan(width / 2);
});

test('320 px wide, the step of the key is no wider than the page', async () => {
  await page.viewport(320, 844);
  const { screen } = await open(`?endpoint=${ENDPOINT}`, ({ url }) => {
    if (url.includes('/fleet/probe')) return { body: REACHED };
    if (url.includes('/demo/clusters'))
      return { body: { clusters: [{ name: 'lb', apiEndpoint: ENDPOINT, isAttached: false }] } };
    if (!url.includes('/fleet/service-key')) return undefined;
    return { body: { pubKeyId: 'cf-c45a7dd6-c811-4acb-8b82-28bdc49c18bb', pubKey: 'AAAA' } };
  });
  await screen.getByRole('button', { name: /Fingerprints match/ }).click();
  await expect.element(screen.getByRole('button', { name: /^Import the key/ })).toBeVisible();
  const step = screen.getByRole('region', { name: 'Service key', exact: true }).element();
  const edges = [step, ...step.querySelectorAll('*')].map(
    (each) => each.getBoundingClientRect().right,
  );
  expect(Math.max(...edges)).toBeLessThanOrEqual(320);
});
