import { readFileSync } from 'node:fs';
import { Router, type RequestHandler } from 'express';
import { federationDocument } from '@asterism/api-docs/openapi/federation-document';
import { accessWords } from './access-words.ts';
import { DOCUMENTATION_PATHS, documentationPage } from './documentation-page.ts';

/** Nothing but the page's own style and script: no inline code, no other origin, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src data:',
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join(';');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
} as const;

const FONT = 'font/woff2';

/** The bytes are made once: however many wait for them, they are there once. */
function serve(type: string, content: string | Buffer): RequestHandler {
  const body = Buffer.from(content);
  return (_request, response) => {
    response.set(HEADERS);
    // A font stays what it is: only another release has another one.
    if (type === FONT) response.set('Cache-Control', 'public, max-age=86400');
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Length', body.length);
    response.end(body);
  };
}

/** The fonts of the console's family, Latin only: the page is written in English. */
const TEXT = import.meta
  .resolve('@fontsource-variable/red-hat-text/files/red-hat-text-latin-wght-normal.woff2');
const MONO = import.meta
  .resolve('@fontsource-variable/red-hat-mono/files/red-hat-mono-latin-wght-normal.woff2');

const asset = (url: URL): string => readFileSync(url, 'utf8');

/**
 * The API's document and its page. They are for everybody: they say what is published with the source anyway, the
 * same to all, and whoever writes a client reads them before they can sign in.
 */
export function documentationRoutes(): Router {
  const document = federationDocument(accessWords);
  const { page, style, script, text, mono, document: json } = DOCUMENTATION_PATHS;
  const router = Router({ strict: true, caseSensitive: true });
  router.get(json, serve('application/json', JSON.stringify(document)));
  router.get(page, serve('text/html; charset=utf-8', documentationPage(document)));
  router.get(style, serve('text/css; charset=utf-8', asset(new URL('page.css', import.meta.url))));
  router.get(
    script,
    serve('text/javascript; charset=utf-8', asset(new URL('page.js', import.meta.url))),
  );
  router.get(text, serve(FONT, readFileSync(new URL(TEXT))));
  router.get(mono, serve(FONT, readFileSync(new URL(MONO))));
  return router;
}
