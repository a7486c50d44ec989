import { describe, expect, it } from 'vitest';
import { markdownRules } from './markdown-rules.ts';

describe('the rules about Markdown', () => {
  const page = (text: string) =>
    markdownRules([
      { path: 'docs/page.md', text },
      { path: 'docs/decisions/0001-first.md', text: '# First\n\n## What `we` do, and why\n' },
      { path: 'apps/bff/src/app.ts', text: '' },
    ]);

  it.each([
    'a link to a [file](decisions/0001-first.md)',
    'a link to a [heading](decisions/0001-first.md#what-we-do-and-why)',
    '# Here\n\na link to a [heading of the page](#here)',
    'a link to a [folder](decisions/)',
    'a link to [elsewhere](https://example.com/page.md)',
    'a file by its path: `apps/bff/src/app.ts`',
    'a file by the end of its path: `src/app.ts`',
    'a file beside the page: `./page.md`',
    'a folder: `apps/bff/`',
    'what a build makes: `apps/bff/dist`',
    'no file: `app.close()`, `tools`, `PUT /volumes/{UUID}`, `features/<noun>/page.tsx`',
    '```\nany/code.ts\n```',
  ])('accept %j', (text) => expect(page(text)).toEqual([]));

  it.each([
    'a link to a [file that is gone](decisions/0002-second.md)',
    'a link to a [heading that is gone](decisions/0001-first.md#context)',
    'a link to a [heading of the page](#there)',
    'a link [by reference]\n\n[by reference]: gone.md',
    'an ![image](gone.png)',
    'a file that is gone: `apps/bff/src/main.ts`',
    'a part of a name: `pp.ts`',
    'a folder that is gone: `apps/web/`',
  ])('refuse %j', (text) => expect(page(text)).toHaveLength(1));

  it('accept 120 columns and refuse 121, in code and tables too', () => {
    expect(page(`\`\`\`\n${'é'.repeat(120)}\n\`\`\``)).toEqual([]);
    expect(page(`\`\`\`\n${'é'.repeat(121)}\n\`\`\``)).toHaveLength(1);
  });

  it('let the history name files that are gone', () => {
    expect(markdownRules([{ path: 'CHANGELOG.md', text: '`apps/gone.ts`' }])).toEqual([]);
  });
});
