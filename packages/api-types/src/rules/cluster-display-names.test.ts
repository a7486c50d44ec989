import { describe, expect, test } from 'vitest';
import { clusterDisplayNames } from './cluster-display-names.ts';

const named = (...clusters: readonly (readonly [id: string, name: string])[]) =>
  Object.fromEntries(clusterDisplayNames(clusters.map(([id, name]) => ({ id, name }))));

describe('what clusters are called', () => {
  test('a cluster whose name no other has is called by its name', () => {
    expect(named(['3f2a1111', 'lb-east'], ['9b00aaaa', 'lb-west'])).toEqual({
      '3f2a1111': 'lb-east',
      '9b00aaaa': 'lb-west',
    });
  });

  test('clusters of one name carry the beginning of their UUIDs', () => {
    expect(named(['3f2a1111', 'lb-east'], ['9b00aaaa', 'lb-east'], ['77770000', 'lb'])).toEqual({
      '3f2a1111': 'lb-east (3f2a)',
      '9b00aaaa': 'lb-east (9b00)',
      '77770000': 'lb',
    });
  });

  test('UUIDs that begin alike are shown as far as it takes to tell them apart', () => {
    expect(named(['3f2a1111', 'lb'], ['3f2a1122', 'lb'], ['3f2b0000', 'lb'])).toEqual({
      '3f2a1111': 'lb (3f2a111)',
      '3f2a1122': 'lb (3f2a112)',
      '3f2b0000': 'lb (3f2b000)',
    });
  });

  test('UUIDs that differ in their last character alone are shown whole', () => {
    expect(named(['3f2a1111', 'lb'], ['3f2a1112', 'lb'])).toEqual({
      '3f2a1111': 'lb (3f2a1111)',
      '3f2a1112': 'lb (3f2a1112)',
    });
  });

  test('names that differ only by blanks around them look alike, and are told apart', () => {
    expect(named(['3f2a1111', 'lb'], ['9b00aaaa', ' lb '])).toEqual({
      '3f2a1111': 'lb (3f2a)',
      '9b00aaaa': 'lb (9b00)',
    });
  });

  test('a cluster without a name is called by its whole id', () => {
    expect(named(['3f2a1111', ''], ['9b00aaaa', ''])).toEqual({
      '3f2a1111': '3f2a1111',
      '9b00aaaa': '9b00aaaa',
    });
  });
});
