import type {
  ApiDocument,
  DocumentedOperation,
  DocumentedParameter,
  DocumentedResponse,
} from '@asterism/api-docs/openapi/document-types';
import { curlExample } from './curl-example.ts';
import { html, type Html } from '@asterism/server-kit/html';
import { fieldsView, notesView, typeView } from './schema-view.ts';

/** An operation of a document, with where it is. */
export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** The operations of a document, in its order. */
export const operationsOf = (document: ApiDocument): readonly PlacedOperation[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }];
    }),
  );

export const operationAnchor = ({ operation }: PlacedOperation): string =>
  `operation-${operation.operationId ?? ''}`;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function parametersView(parameters: readonly DocumentedParameter[]): Html {
  if (parameters.length === 0) return html``;
  const rows = parameters.map(
    (one) =>
      html`<tr>
        <th scope="row">
          <code>${one.name}</code>${one.required === true ? html` <em>required</em>` : ''}
        </th>
        <td>${one.in}</td>
        <td>${typeView(one.schema)}</td>
        <td>${notesView(one.schema, one.description)}</td>
      </tr>`,
  );
  return html`<h4>Parameters</h4>
    <div>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In</th>
            <th scope="col">Type</th>
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function bodyView(operation: DocumentedOperation): Html {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return html``;
  const media = body.content['application/json'];
  if (media === undefined || '$ref' in media) return html``;
  return html`<h4>Body</h4>
    ${fieldsView(media.schema, { marksRequired: true })}`;
}

const responsesOf = (operation: DocumentedOperation): readonly [string, DocumentedResponse][] =>
  Object.entries<DocumentedResponse>(operation.responses ?? {});

function answerView(operation: DocumentedOperation): Html {
  const answer = new Map(responsesOf(operation)).get('200');
  if (answer === undefined || '$ref' in answer) return html``;
  const fields = Object.values(answer.content ?? {}).map((media) =>
    '$ref' in media ? '' : fieldsView(media.schema, { marksRequired: false }),
  );
  return html`<h4>Answer</h4>
    ${fields}`;
}

function meaningOf(document: ApiDocument, response: DocumentedResponse): string {
  if (!('$ref' in response)) return text(response.description);
  const found = document.components?.responses?.[text(response.$ref).split('/').at(-1) ?? ''];
  return found === undefined || '$ref' in found ? '' : text(found.description);
}

function statusesView(document: ApiDocument, operation: DocumentedOperation): Html {
  const rows = responsesOf(operation).map(
    ([status, response]) =>
      html`<tr>
        <th scope="row"><code>${status}</code></th>
        <td>${meaningOf(document, response)}</td>
      </tr>`,
  );
  return html`<h4>Statuses</h4>
    <div>
      <table>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

/** One operation: what it does, who may call it, what it takes, what it answers, and an example. */
export function operationView(document: ApiDocument, placed: PlacedOperation): Html {
  const { method, path, operation } = placed;
  const anchor = operationAnchor(placed);
  const parameters = (operation.parameters ?? []).flatMap((one) => ('$ref' in one ? [] : [one]));
  return html`<article id="${anchor}" data-entry>
    <h3>
      <a href="#${anchor}"
        ><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></a
      >
    </h3>
    <p>${operation.summary}</p>
    ${operation.description === undefined ? '' : html`<p>${operation.description}</p>`}
    <p class="facts">
      May be called by ${text(operation['x-access'])}. Source: ${text(operation['x-source'])}.
    </p>
    ${parametersView(parameters)} ${bodyView(operation)} ${answerView(operation)}
    ${statusesView(document, operation)}
    <h4>Example</h4>
    <pre><code>${curlExample(placed)}</code></pre>
  </article>`;
}
