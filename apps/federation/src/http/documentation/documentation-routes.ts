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

/** Made when it is asked for first, and only then. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The bytes are made once: however many wait for them, they are there once. */
function serve(type: string, content: () => string | Buffer): RequestHandler {
  const bytes = once(() => Buffer.from(content()));
  return (_request, response) => {
    const body = bytes();
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

/** A file as it is at the start: an update may replace it while the server runs. */
function fileAt(url: URL): () => Buffer {
  const content = readFileSync(url);
  return () => content;
}

/**
 * The API's document and its page. They are for everybody: they say what is published with the source anyway, the
 * same to all, and whoever writes a client reads them before they can sign in.
 */
export function documentationRoutes(): Router {
  // To make it and its page would take an eighth of a start, and few ask for them.
  const document = once(() => federationDocument(accessWords));
  const { page, style, script, text, mono, document: json } = DOCUMENTATION_PATHS;
  const router = Router({ strict: true, caseSensitive: true });
  router.get(
    json,
    serve('application/json', () => JSON.stringify(document())),
  );
  router.get(
    page,
    serve('text/html; charset=utf-8', () => documentationPage(document())),
  );
  router.get(style, serve('text/css; charset=utf-8', fileAt(new URL('page.css', import.meta.url))));
  router.get(
    script,
    serve('text/javascript; charset=utf-8', fileAt(new URL('page.js', import.meta.url))),
  );
  router.get(text, serve(FONT, fileAt(new URL(TEXT))));
  router.get(mono, serve(FONT, fileAt(new URL(MONO))));
  return router;
}
