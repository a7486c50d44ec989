import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { OperationTable } from '@asterism/api-types/common/operation';
import type { ApiDocument } from './document-types.ts';
import { annotateDocument } from './annotate.ts';
import {
  atPath,
  byNameOperation,
  documentOperation,
  pathShape,
  type OperationNotes,
} from './document-operation.ts';
import { nameSchemas } from './named-schemas.ts';

/** What a document says beyond its operations. */
export interface DocumentOptions {
  readonly operations: OperationTable;
  /** What it says of an operation, by its name in the table. */
  readonly notesOn: (name: string, path: string) => Omit<OperationNotes, 'operationId'>;
  /** Title, schemas with names of their own, security, and paths that are no operations. */
  readonly frame: Omit<ZodOpenApiObject, 'openapi'>;
}

const BY_NAME = 'The slash at the end matters: it makes this the one with a name, not the list.';

function pathsOf({ operations, notesOn }: DocumentOptions): ZodOpenApiPathsObject {
  const paths = new Map<string, ZodOpenApiPathsObject[string]>();
  const add = (operation: OperationTable[string], notes: OperationNotes): void => {
    const method = operation.method.toLowerCase();
    const shape = pathShape(operation.path);
    const path = [...paths.keys()].find((other) => pathShape(other) === shape) ?? operation.path;
    const entry = { [method]: documentOperation(atPath(operation, path), notes) };
    paths.set(path, { ...paths.get(path), ...entry });
  };
  for (const [name, operation] of Object.entries(operations)) {
    const notes = notesOn(name, operation.path);
    add(operation, { ...notes, operationId: name });
    if (operation.byName === true) {
      add(byNameOperation(operation), {
        ...notes,
        operationId: `${name}ByName`,
        description: BY_NAME,
      });
    }
  }
  return Object.fromEntries(paths);
}

const SAFE_INTEGERS = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };

/** Takes away what only the schemas say: JavaScript's bounds, that answers never grow, that missing text is empty. */
const asOnTheWire: ZodOpenApiOverride = ({ jsonSchema, zodSchema, io }) => {
  if (jsonSchema.minimum === SAFE_INTEGERS.minimum) delete jsonSchema.minimum;
  if (jsonSchema.maximum === SAFE_INTEGERS.maximum) delete jsonSchema.maximum;
  if (io === 'output' && jsonSchema.default === '') delete jsonSchema.default;
  if (zodSchema._zod.def.type === 'object') delete jsonSchema.additionalProperties;
};

/** The OpenAPI 3.1 document of a table of operations. */
export function apiDocument(options: DocumentOptions): ApiDocument {
  const { frame } = options;
  nameSchemas();
  const document = createDocument(
    { ...frame, openapi: '3.1.1', paths: { ...pathsOf(options), ...frame.paths } },
    // A field of a cluster that Asterism passes on without looking at it.
    { override: asOnTheWire, allowEmptySchema: { unknown: true } },
  );
  annotateDocument(document);
  return document;
}
