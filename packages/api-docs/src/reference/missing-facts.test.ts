import { describe, expect, test } from 'vitest';
import type { ApiDocument } from '../openapi/document-types.ts';
import { federationDocument } from '../openapi/federation-document.ts';
import { missingFacts } from './missing-facts.ts';
import { readReferenceFacts } from './reference-facts.ts';

const facts = readReferenceFacts();
const document = federationDocument(() => '');

/** The document after a change of its text: what it would be if the contract were changed so. */
function changed(from: string | RegExp, to: string): ApiDocument {
  const text = JSON.stringify(document);
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  const copy: unknown = JSON.parse(other);
  return Object.assign(structuredClone(document), copy);
}

describe('the contract of the federation', () => {
  test('holds against 13 operations of the API reference', () => {
    expect(facts.operations).toHaveLength(13);
  });

  test.each(facts.operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
    'has all that the reference says of %s',
    (_name, operation) => {
      expect(missingFacts({ security: [], operations: [operation] }, document)).toEqual([]);
    },
  );

  test('has the ways to authenticate of the reference', () => {
    expect(missingFacts({ ...facts, operations: [] }, document)).toEqual([]);
  });
});

describe('what goes missing from the contract is named', () => {
  test.each([
    ['an operation', '"/api/v2/cflogin"', '"/api/v2/login"', 'POST /api/v2/cflogin: is missing'],
    [
      'a path parameter',
      '"in":"path","name":"cid"',
      '"in":"path","name":"id"',
      'DELETE /api/v2/clusters/{cid}: path cid is missing',
    ],
    [
      'a query parameter',
      '"name":"showAll"',
      '"name":"all"',
      'GET /api/v2/volumes: query showAll is missing',
    ],
    [
      'a parameter’s type',
      /("name":"pageSize","schema":\{"type":)"integer"/,
      '$1"string"',
      'GET /api/v2/workflows: query pageSize: type is not integer',
    ],
    [
      'a field of an answer',
      /("progress":\{"type":"object","properties":.{0,200}?)"stage":\{/,
      '$1"step":{',
      'GET /api/v2/workflows: answer workflows[].progress.stage is missing',
    ],
    [
      'a field of a body',
      /"requestBody":(.{0,140}?)"apiEndpoint"/,
      '"requestBody":$1"endpoint"',
      'POST /api/v2/clusters: body apiEndpoint is missing',
    ],
    [
      'a value of an enumeration',
      /("accessConnectionStatus":.*?)"Disconnected"/,
      '$1"Gone"',
      'enum is not Connected,Disconnected,Unauthorized',
    ],
    ['a default', '"default":"Connected"', '"default":"Disconnected"', 'default is not Connected'],
    [
      'a way to authenticate',
      '"in":"header","name":"api_key"',
      '"in":"cookie"',
      'security api_key',
    ],
    [
      'a status',
      /("operationId":"updateVolume".*?)"412":/,
      '$1"418":',
      'PUT /api/v2/volumes/{UUID}: status 412 is missing',
    ],
  ])('%s', (_what, from, to, flaw) => {
    expect(missingFacts(facts, changed(from, to)).join('\n')).toContain(flaw);
  });
});
