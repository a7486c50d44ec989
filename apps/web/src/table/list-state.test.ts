import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { describe, expect, it } from 'vitest';
import {
  blockAt,
  listQuestion,
  listStateQuery,
  parseListState,
  type ListDefinition,
} from './list-state.ts';

const LIST: ListDefinition<'state' | 'project', 'name' | 'size'> = {
  name: 'volumes',
  filters: { state: VOLUME_STATES, project: 'any' },
  sortKeys: ['name', 'size'],
  defaultSort: 'name',
  defaultOrder: 'asc',
};

const read = (text: string) => parseListState(LIST, new URLSearchParams(text));
const write = (text: string) => listStateQuery(LIST, read(text)).toString();

describe('the state of a list in the URL', () => {
  it('is the default for an empty query, and writes nothing', () => {
    expect(read('')).toEqual({
      search: '',
      filters: { state: [], project: [] },
      sort: 'name',
      order: 'asc',
      offset: 0,
      columns: undefined,
    });
    expect(write('')).toBe('');
  });

  it('comes back the same after writing and reading', () => {
    const text =
      'search=db+01&state=Failed%2CCreating&project=billing&sort=size&order=desc&offset=100&columns=name%2Csize';
    expect(write(text)).toBe(text);
    expect(read(write(text))).toEqual(read(text));
  });

  it('leaves out what it does not understand', () => {
    expect(read('state=Sleeping,Failed&sort=colour&order=up&offset=-3&limit=7')).toEqual({
      ...read(''),
      filters: { state: ['Failed'], project: [] },
    });
  });

  it('remembers that no column but the name is wanted', () => {
    expect(read('columns=').columns).toEqual([]);
    expect(write('columns=')).toBe('columns=');
  });
});

describe('the question of a list', () => {
  it('leaves out the blanks around a search', () => {
    expect(listQuestion(read('search=+db++01+')).search).toBe('db  01');
    expect(listQuestion(read('search=%E2%80%8Bdb-1%C2%A0')).search).toBe('db-1');
    expect(listQuestion(read('search=++')).search).toBeUndefined();
  });

  it('joins filters by commas and leaves empty ones out', () => {
    expect(listQuestion(read('state=Failed,Creating&offset=70'))).toEqual({
      search: undefined,
      state: 'Failed,Creating',
      project: undefined,
      sort: 'name',
      order: 'asc',
    });
  });

  it('is asked block by block, wherever in a block one is', () => {
    expect(blockAt(0)).toEqual({ offset: '0', limit: '50' });
    expect(blockAt(99)).toEqual({ offset: '50', limit: '50' });
    expect(blockAt(999_999)).toEqual({ offset: '999950', limit: '50' });
  });
});
