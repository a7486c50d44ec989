import { rightsOf } from '@asterism/api-types/rules/roles';
import { describe, expect, it } from 'vitest';
import { ranked, type PaletteEntry } from './entry.ts';
import { commandsFor, pagesFor } from './places.ts';

const placesFor = (role: string) => [
  ...pagesFor(rightsOf([role])),
  ...commandsFor(rightsOf([role])),
];
const textOf = ({ text }: PaletteEntry) => text;
const textsFor = (role: string) => placesFor(role).map(textOf);

describe('the places in the palette', () => {
  it('are those that the user may open', () => {
    expect(pagesFor(rightsOf(['acme:viewer'])).map(textOf)).toEqual([
      'Overview',
      'Volumes',
      'Snapshots',
      'Hosts',
      'Projects',
      'Tasks',
      'Settings',
      'Your sessions',
    ]);
    expect(textsFor('acme:admin')).toContain('Create a volume');
    expect(textsFor('acme:admin')).not.toContain('Attach a cluster');
    expect(textsFor('system:cluster-admin')).toContain('Attach a cluster');
  });

  it('are found by any of their words, in any order', () => {
    const all = placesFor('system:cluster-admin');
    expect(ranked(all, 'CLUSTER att', textOf).map(textOf)).toEqual(['Attach a cluster']);
    expect(ranked(all, '', textOf)).toHaveLength(all.length);
    expect(ranked(all, 'nothing like it', textOf)).toEqual([]);
  });

  it('are found with the best name first: the same, one that begins so, one that has the words', () => {
    const names = ['my-db', 'db-2', 'db'];
    expect(ranked(names, 'DB', (name) => name)).toEqual(['db', 'db-2', 'my-db']);
  });
});
