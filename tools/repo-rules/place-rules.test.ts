import { describe, expect, it } from 'vitest';
import { placeRules } from './place-rules.ts';

describe('rules about places', () => {
  const places = (text: string) => placeRules({ path: 'README.md', text });

  it.each(['registry=https://npm.example.com', 'https://artifactory.example.com/x', '/home/me/x'])(
    'refuse %s',
    (text) => expect(places(text)).toHaveLength(1),
  );

  it.each(['https://registry.npmjs.org/x', 'see ~/work/notes', 'GET /workflows/1', '/dev/null'])(
    'accept %s',
    (text) => expect(places(text)).toEqual([]),
  );
});
