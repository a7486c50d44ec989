import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { OperationTable } from '@asterism/api-types/common/operation';
import { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { pathShape } from '@asterism/api-docs/openapi/document-operation';
import { documentFiles, type DocumentFile } from './documents.ts';

const TABLES: Readonly<Record<string, OperationTable>> = {
  federation: { ...federationApi, ...clientRoutes, ...fleetApi },
  cluster: clusterApi,
};

const METHODS = ['get', 'put', 'post', 'delete'] as const;

const operationsIn = ({ document }: DocumentFile) =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );

/** What the specification has against a document. */
async function flawsOf(text: string): Promise<string[]> {
  const config = await createConfig({ extends: ['spec'] });
  const problems = await lintFromString({ source: text, config });
  return problems.map(({ message }) => message);
}

describe.each(documentFiles())('the OpenAPI document of the $name', (entry) => {
  test('is what the file in docs/api holds; else run npm run openapi', async () => {
    expect(await readFile(entry.file, 'utf8')).toBe(entry.text);
  });

  test('is valid OpenAPI 3.1', async () => {
    expect(entry.document.openapi).toMatch(/^3\.1\./);
    expect(await flawsOf(entry.text)).toEqual([]);
  });

  test.each([
    ['a parameter', '"in": "path"', '"in": "pass"'],
    ['a schema', '"type": "array"', '"type": "list"'],
    ['a reference', '"#/components/schemas/Error"', '"#/components/schemas/Nothing"'],
  ])('would not be valid with a broken %s', async (_what, whole, broken) => {
    expect(await flawsOf(entry.text.replace(whole, broken))).not.toEqual([]);
  });

  test('has every operation with its statuses, and an error body for each', () => {
    const documented = operationsIn(entry);
    for (const { method, path, errors } of Object.values(TABLES[entry.name] ?? {})) {
      const found = documented.find(
        (one) => pathShape(one.path) === pathShape(path) && one.method === method.toLowerCase(),
      );
      expect(found, `${method} ${path}`).toBeDefined();
      const statuses = ['200', ...errors.map(String), 'default'];
      expect(Object.keys(found?.operation.responses ?? {})).toEqual(statuses);
    }
  });

  test('names every operation once', () => {
    const names = operationsIn(entry).map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});
