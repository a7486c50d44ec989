import { describe, expect, it } from 'vitest';
import { fileRules } from './file-rules.ts';

const named = (path: string) => fileRules({ path, text: '' });

describe('rules about files', () => {
  it('accept 400 lines and refuse 401', () => {
    const path = 'apps/bff/src/app.ts';
    expect(fileRules({ path, text: 'x\n'.repeat(400) })).toEqual([]);
    expect(fileRules({ path, text: 'x\n'.repeat(401) })).toHaveLength(1);
  });

  it.each(['apps/web/src/volume-table.test.tsx', '.ci/run', 'README.md', 'docs/0001-a.md'])(
    'accept the name %s',
    (path) => expect(named(path)).toEqual([]),
  );

  it.each(['apps/web/src/VolumeTable.tsx', 'apps/web/some_file.ts', 'docs/My Notes.md'])(
    'refuse the name %s',
    (path) => expect(named(path)).toHaveLength(1),
  );

  it('refuse barrels', () => expect(named('packages/api-types/src/index.ts')).toHaveLength(1));
});
