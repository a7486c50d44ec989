import type { oas32 } from 'zod-openapi';

// The library types what it makes by OpenAPI 3.2, of which 3.1 is a part.
/** An OpenAPI document. */
export type ApiDocument = oas32.OpenAPIObject;
export type DocumentedOperation = oas32.OperationObject;
export type DocumentedParameter = oas32.ParameterObject;
export type DocumentedSchema = oas32.SchemaObject | oas32.ReferenceObject;
export type DocumentedResponse = oas32.ResponseObject | oas32.ReferenceObject;
