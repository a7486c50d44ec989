import type { ApiDocument, DocumentedSchema } from '@asterism/api-docs/openapi/document-types';
import { html, type Html } from '@asterism/server-kit/html';

type Schema = Exclude<DocumentedSchema, boolean>;

const REFERENCE = /^#\/components\/schemas\/(\w+)$/;

/** Where the description of a named schema is on the page. */
export const anchorOf = (name: string): string => `object-${name}`;

const nameOf = (schema: Schema): string | undefined =>
  '$ref' in schema && typeof schema.$ref === 'string'
    ? REFERENCE.exec(schema.$ref)?.[1]
    : undefined;

const isObject = (schema: DocumentedSchema | undefined): schema is Schema =>
  typeof schema === 'object';

function alternatives(schema: Schema): readonly Schema[] {
  if ('$ref' in schema) return [];
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isObject);
}

function plainType(schema: Schema): string {
  if ('$ref' in schema || schema.type === undefined) return 'anything';
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type;
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

/** A schema's type in a few words, with links to the objects that have a name. */
export function typeView(schema: DocumentedSchema | undefined): Html {
  if (!isObject(schema)) return html`anything`;
  const name = nameOf(schema);
  if (name !== undefined) return html`<a href="#${anchorOf(name)}">${name}</a>`;
  if ('$ref' in schema) return html`anything`;
  const choices = alternatives(schema);
  if (choices.length > 0) {
    return html`${choices.map((choice, index) => [index > 0 ? ' or ' : '', typeView(choice)])}`;
  }
  if (schema.type === 'array') return html`list of ${typeView(schema.items)}`;
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values === undefined) return html`${plainType(schema)}`;
  return html`${plainType(schema)}:
  ${values.map((value, index) => [
    index > 0 ? ', ' : '',
    html`<code>${JSON.stringify(value)}</code>`,
  ])}`;
}

/** What else a schema says: its words, its default and its bounds. */
export function notesView(schema: DocumentedSchema | undefined, description = ''): Html {
  if (!isObject(schema) || '$ref' in schema) return html`${description}`;
  const words = description === '' ? (schema.description ?? '') : description;
  const bounds: readonly (readonly [string, unknown])[] = [
    ['default', schema.default],
    ['least', schema.minimum],
    ['most', schema.maximum],
    ['pattern', schema.pattern],
  ];
  const given = bounds.filter(
    ([, value]) => value !== undefined && typeof value !== 'object' && value !== '',
  );
  return html`${words}${given.map(
    ([what, value]) => html` <span class="bound">${what} <code>${String(value)}</code></span>`,
  )}`;
}

interface Row {
  readonly path: string;
  readonly schema: DocumentedSchema;
  readonly isRequired: boolean;
}

/** The fields of an object, and those of the nameless objects in it. */
function rowsOf(schema: DocumentedSchema | undefined, prefix: string): readonly Row[] {
  if (!isObject(schema) || nameOf(schema) !== undefined || '$ref' in schema) return [];
  if (schema.type === 'array') return rowsOf(schema.items, `${prefix}[]`);
  const required = new Set(schema.required);
  const rows: Row[] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    rows.push({ path, schema: field, isRequired: required.has(name) }, ...rowsOf(field, path));
  }
  for (const choice of alternatives(schema)) rows.push(...rowsOf(choice, prefix));
  return rows;
}

/** A table of an object's fields; `marksRequired` for what callers write. */
export function fieldsView(
  schema: DocumentedSchema | undefined,
  { marksRequired }: { readonly marksRequired: boolean },
): Html {
  const rows = rowsOf(schema, '');
  if (rows.length === 0) {
    const isEmpty = isObject(schema) && !('$ref' in schema) && schema.type === 'object';
    return isEmpty ? html`<p>An empty object.</p>` : html`<p>${typeView(schema)}</p>`;
  }
  const cells = rows.map(
    (row) =>
      html`<tr>
        <th scope="row">
          <code>${row.path}</code>${marksRequired && row.isRequired ? html` <em>required</em>` : ''}
        </th>
        <td>${typeView(row.schema)}</td>
        <td>${notesView(row.schema)}</td>
      </tr>`,
  );
  return html`<div>
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Notes</th>
        </tr>
      </thead>
      <tbody>
        ${cells}
      </tbody>
    </table>
  </div>`;
}

/** The named schemas of a document, each with its fields. */
export function objectsView(document: ApiDocument): Html {
  const objects = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      html`<article id="${anchorOf(name)}" data-entry>
        <h3><a href="#${anchorOf(name)}">${name}</a></h3>
        ${fieldsView(schema, { marksRequired: false })}
      </article>`,
  );
  return html`<section>
    <h2 id="objects">Objects</h2>
    ${objects}
  </section>`;
}
