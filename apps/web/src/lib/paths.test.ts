import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './paths.ts';

describe('the page after a sign-in', () => {
  it('is the page that was asked for', () => {
    expect(safeReturnPath('/volumes?state=Failed')).toBe('/volumes?state=Failed');
  });

  it.each([null, '', '//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:1'])(
    'is the overview instead of %s',
    (returnTo) => {
      expect(safeReturnPath(returnTo)).toBe('/');
    },
  );
});
