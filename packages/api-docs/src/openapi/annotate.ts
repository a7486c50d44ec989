import { z } from 'zod/mini';
import type { ApiDocument, DocumentedOperation, DocumentedParameter } from './document-types.ts';
import { noteOn, type FieldNote } from './field-notes.ts';

const IF_MATCH =
  'The ETag that it must have, raw or in quotes. Without it the newest state is changed, whatever it is.';

const jsonObject = z.record(z.string(), z.unknown());

/** Writes a note into a schema, in place. */
function annotate(schema: object, { description, keywords, without = [] }: FieldNote): void {
  for (const keyword of without) Reflect.deleteProperty(schema, keyword);
  Object.assign(schema, keywords, description === undefined ? {} : { description });
}

/** Writes what is known of fields by their names into every schema of an object below a value. */
function annotateFields(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = 'properties' in value ? jsonObject.safeParse(value.properties).data : undefined;
  for (const [name, field] of Object.entries(fields ?? {})) {
    const note = noteOn(name);
    if (note !== undefined && typeof field === 'object' && field !== null) annotate(field, note);
  }
  for (const below of Object.values(value)) annotateFields(below);
}

function annotateParameter(parameter: DocumentedParameter, operationName: string): void {
  const note = noteOn(parameter.name, operationName) ?? {};
  if (parameter.in === 'header') parameter.description = IF_MATCH;
  if (note.description !== undefined) parameter.description = note.description;
  if (parameter.in === 'path') parameter.required = true;
  if (typeof parameter.schema !== 'object') return;
  annotate(parameter.schema, {
    ...(note.keywords === undefined ? {} : { keywords: note.keywords }),
    // By-name calls have a path of their own: in a path the parameter is never empty.
    without: [...(note.without ?? []), ...(parameter.in === 'path' ? ['default'] : [])],
  });
}

function annotateOperation(operation: DocumentedOperation): void {
  for (const parameter of operation.parameters ?? []) {
    if (!('$ref' in parameter)) annotateParameter(parameter, operation.operationId ?? '');
  }
}

/** Writes what is known of fields and parameters by their names into a document, in place. */
export function annotateDocument(document: ApiDocument): void {
  annotateFields(document);
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of [path.get, path.put, path.post, path.delete]) {
      if (operation !== undefined) annotateOperation(operation);
    }
  }
}
