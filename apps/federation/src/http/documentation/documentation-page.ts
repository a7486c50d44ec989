import type { ApiDocument } from '@asterism/api-docs/openapi/document-types';
import { html, type Html } from '@asterism/server-kit/html';
import { operationAnchor, operationsOf, operationView } from './operation-view.ts';
import { objectsView } from './schema-view.ts';

/** Where the page and its parts are served. */
export const DOCUMENTATION_PATHS = {
  page: '/docs',
  style: '/docs/page.css',
  script: '/docs/page.js',
  text: '/docs/text.woff2',
  mono: '/docs/mono.woff2',
  document: '/api/v2/openapi.json',
} as const;

/** The console's mark and name. */
const BRAND = html`<span class="brand">
  <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M5 22 12.5 8.5 20 17.5 27.5 6M12.5 8.5 11.5 25 20 17.5" />
    <circle cx="5" cy="22" r="2.1" />
    <circle cx="12.5" cy="8.5" r="2.8" />
    <circle cx="20" cy="17.5" r="2.3" />
    <circle cx="27.5" cy="6" r="1.9" />
    <circle cx="11.5" cy="25" r="1.6" />
  </svg>
  Asterism
</span>`;

/** Loads a font before the style that names it is read, so that no text changes its typeface in sight. */
const preload = (font: string): Html =>
  html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin />`;

function navigation(document: ApiDocument): Html {
  const operations = operationsOf(document);
  const groups = (document.tags ?? []).map(
    ({ name }) =>
      html`<li>
        <a href="#tag-${name}">${name}</a>
        <ul>
          ${operations
            .filter(({ operation }) => operation.tags?.includes(name) === true)
            .map(
              (placed) =>
                html`<li>
                  <a href="#${operationAnchor(placed)}">${placed.operation.operationId}</a>
                </li>`,
            )}
        </ul>
      </li>`,
  );
  return html`<nav aria-label="Operations">
    <ul>
      ${groups}
      <li><a href="#objects">Objects</a></li>
    </ul>
  </nav>`;
}

function sections(document: ApiDocument): readonly Html[] {
  const operations = operationsOf(document);
  return (document.tags ?? []).map(
    ({ name, description }) =>
      html`<section>
        <h2 id="tag-${name}">${name}</h2>
        <p>${description}</p>
        ${operations
          .filter(({ operation }) => operation.tags?.includes(name) === true)
          .map((placed) => operationView(document, placed))}
      </section>`,
  );
}

/** A page that shows an OpenAPI document: complete without its script, which only adds the search. */
export function documentationPage(document: ApiDocument): string {
  const { title, summary, description = '' } = document.info;
  const rules = description.split('\n\n').map((rule) => html`<li>${rule}</li>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${preload(DOCUMENTATION_PATHS.text)} ${preload(DOCUMENTATION_PATHS.mono)}
        <link rel="stylesheet" href="${DOCUMENTATION_PATHS.style}" />
        <script src="${DOCUMENTATION_PATHS.script}"></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <div class="masthead">${BRAND} <a href="/">Back to the console</a></div>
          <h1>${title}</h1>
          <p>
            ${summary}
            <a href="${DOCUMENTATION_PATHS.document}">The same as OpenAPI ${document.openapi}</a>.
          </p>
          <div id="search" role="search" hidden>
            <label
              >Search <input type="search" autocomplete="off" placeholder="a path, a field, a word"
            /></label>
            <output></output>
          </div>
        </header>
        ${navigation(document)}
        <main id="content" tabindex="-1">
          <section>
            <h2 id="rules">What holds for all</h2>
            <ul>
              ${rules}
            </ul>
          </section>
          ${sections(document)} ${objectsView(document)}
        </main>
      </body>
    </html> `.markup;
}
