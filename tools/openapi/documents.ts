import { join } from 'node:path';
import { clusterDocument } from '@asterism/api-docs/openapi/cluster-document';
import type { ApiDocument } from '@asterism/api-docs/openapi/document-types';
import { federationDocument } from '@asterism/api-docs/openapi/federation-document';
import { accessWords } from '@asterism/federation/http/documentation/access-words';
import { ROOT } from '../lib/workspace.ts';

/** An OpenAPI document of the contract, and its file. */
export interface DocumentFile {
  readonly name: string;
  readonly file: string;
  readonly document: ApiDocument;
  /** What the file must hold. */
  readonly text: string;
}

const documentFile = (name: string, document: ApiDocument): DocumentFile => ({
  name,
  file: join(ROOT, 'docs/api', `${name}.openapi.json`),
  document,
  text: `${JSON.stringify(document, null, 2)}\n`,
});

/** The documents of the contract as it is now. */
export const documentFiles = (): readonly DocumentFile[] => [
  documentFile('federation', federationDocument(accessWords)),
  documentFile('cluster', clusterDocument()),
];
