import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { federationDocument } from '@asterism/api-docs/openapi/federation-document';
import { startTestFederation, type TestFederation } from '../../test-support/test-federation.ts';
import { accessWords } from './access-words.ts';
import { documentationPage } from './documentation-page.ts';
import { html } from '@asterism/server-kit/html';
import { operationsOf } from './operation-view.ts';

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation();
});
afterAll(() => federation.close());

const get = (path: string) => federation.send('GET', path);
const document = federationDocument(accessWords);

describe('the documentation', () => {
  test('has the OpenAPI document, for whoever asks', async () => {
    const answer = await get('/api/v2/openapi.json');
    expect(answer).toMatchObject({ status: 200, text: JSON.stringify(document) });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test.each([
    ['/docs', 'text/html; charset=utf-8'],
    ['/docs/page.css', 'text/css; charset=utf-8'],
    ['/docs/page.js', 'text/javascript; charset=utf-8'],
    ['/docs/text.woff2', 'font/woff2'],
    ['/docs/mono.woff2', 'font/woff2'],
  ])('has %s, under a strict policy', async (path, type) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none';style-src 'self';script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test.each(['/docs/', '/docs/page.html', '/docs/../package.json', '/DOCS'])(
    'has nothing at %s',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  test('can only be read', async () => {
    expect((await federation.send('POST', '/api/v2/openapi.json')).status).toBe(404);
  });
});

describe('the page', () => {
  const page = documentationPage(document);

  test('needs nothing from elsewhere and holds no code of its own', () => {
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/<style|style=|\son\w+=|javascript:/i);
    expect(page.match(/<script[^>]*>[^<]*/g)).toEqual(['<script src="/docs/page.js">']);
  });

  test('shows every operation with its path, who may call it, its statuses and an example', () => {
    const sections = page.split('<article ');
    for (const { method, path, operation } of operationsOf(document)) {
      const section = sections.find((one) =>
        one.startsWith(`id="operation-${operation.operationId}"`),
      );
      expect(section).toContain(`>${method}</span>`);
      expect(section).toContain(`<code>${path}</code>`);
      expect(section).toContain(`May be called by ${String(operation['x-access'])}`);
      for (const status of Object.keys(operation.responses ?? {})) {
        expect(section).toContain(`<code>${status}</code>`);
      }
      expect(section).toContain('curl ');
    }
  });

  test('links only to what is on it', () => {
    const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(100);
  });

  test('shows text as text, whatever it looks like', () => {
    const title = `<script>alert("1")</script>`;
    const other = documentationPage({ ...document, info: { ...document.info, title } });
    expect(other).not.toContain('<script>alert');
    expect(other).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html`<a title="${`"'`}">${['<', html`<b>&amp;</b>`]}</a>`.markup).toBe(
      '<a title="&quot;&#39;">&lt;<b>&amp;</b></a>',
    );
  });
});
