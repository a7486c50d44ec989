import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseReference } from './parse-reference.ts';
import { readReferenceFacts, REFERENCE_FILE } from './reference-facts.ts';

const committed = readReferenceFacts();

const isAtHand = existsSync(REFERENCE_FILE);
const TITLE = isAtHand
  ? 'are exactly what its text says'
  : 'stand for its text, which is not at hand here';

describe('the committed facts of the API reference', () => {
  test.each([TITLE])('%s', () => {
    const facts = isAtHand ? parseReference(readFileSync(REFERENCE_FILE, 'utf8')) : committed;
    expect(facts).toEqual(committed);
    expect(facts.operations).toHaveLength(13);
  });

  test('hold no sentence', () => {
    expect(JSON.stringify(committed)).not.toMatch(/[a-z] [a-z]/i);
  });
});

const SAMPLE = `
key api_key

Fields
tokenHeader
plain BasicAuth

Auth
Path Params
idstring

Which thing.

Query String
deepboolean
Request Body application/json
Change Thing Requestobject

Words about it.

sizeint32
PUT /things/{id}
Copy
Responses application/json
200

Thing Responseobject
partsarray[object]
tagsarray[string]
kindstring

What it is.

Enum: A,B

Default: A

madedate-time
404

No such thingstring

default

Auth
DELETE /things
Responses application/json
200
objectobject
default
`;

describe('the text of a reference', () => {
  const facts = parseReference(SAMPLE);

  test('tells how to authenticate', () => {
    expect(facts.security).toEqual([
      { name: 'token', kind: 'header' },
      { name: 'plain', kind: 'basic' },
    ]);
  });

  test('tells parameters, fields in objects, enumerations and statuses', () => {
    expect(facts.operations[0]).toEqual({
      method: 'PUT',
      path: '/things/{id}',
      pathParameters: [{ path: 'id', type: 'string' }],
      query: [{ path: 'deep', type: 'boolean' }],
      takesBody: true,
      body: [{ path: 'size', type: 'int32' }],
      answer: [
        { path: 'parts', type: 'array[object]' },
        { path: 'parts[].tags', type: 'array[string]' },
        { path: 'parts[].kind', type: 'string', enum: ['A', 'B'], default: 'A' },
        { path: 'parts[].made', type: 'date-time' },
      ],
      statuses: ['200', '404', 'default'],
    });
  });

  test('tells an empty answer from one that it does not describe', () => {
    expect(facts.operations[1]).toMatchObject({ method: 'DELETE', answer: [], takesBody: false });
    expect(parseReference(SAMPLE.replace('objectobject', '')).operations[1]).not.toHaveProperty(
      'answer',
    );
  });
});
