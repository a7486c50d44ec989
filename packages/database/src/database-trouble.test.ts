import { expect, test } from 'vitest';
import { failureOfTrouble, troubleOf } from './database-trouble.ts';

const withCode = (code: string, message = 'no'): Error =>
  Object.assign(new Error(message), { code });

test.each([
  ['a full disk', withCode('53100'), 'storage'],
  ['an I/O error', withCode('58030'), 'storage'],
  ['a database that only reads', withCode('25006'), 'storage'],
  ['a file system that is full', withCode('ENOSPC'), 'storage'],
  ['a connection that was ended by an admin', withCode('57P01'), 'unavailable'],
  ['a server that is starting', withCode('57P03'), 'unavailable'],
  ['too many connections', withCode('53300'), 'unavailable'],
  ['a statement that took too long', withCode('57014'), 'unavailable'],
  ['a server that is not there', withCode('ECONNREFUSED'), 'unavailable'],
  [
    'a socket that was closed',
    Object.assign(withCode('ENOENT'), { syscall: 'connect' }),
    'unavailable',
  ],
  ['a connection that broke', new Error('Connection terminated unexpectedly'), 'unavailable'],
  [
    'addresses none of which responds',
    new AggregateError([withCode('ECONNREFUSED')]),
    'unavailable',
  ],
])('%s is told as 503 with a time to try again', (_name, error, trouble) => {
  const wrapped = new Error('Failed query', { cause: error });
  expect(troubleOf(error)).toBe(trouble);
  expect(troubleOf(wrapped)).toBe(trouble);
  expect(failureOfTrouble(troubleOf(wrapped) ?? 'storage')).toMatchObject({
    status: 503,
    code: 14,
  });
});

test.each([
  ['a row that is there already', withCode('23505')],
  ['a table that is missing', withCode('42P01')],
  ['a file that is missing', withCode('ENOENT')],
  ['a programming error', new TypeError('no')],
  ['a value that is not an error', 'text'],
])('%s is no trouble of the database', (_name, error) => {
  expect(troubleOf(error)).toBeUndefined();
});
