import { describe, expect, it } from 'vitest';
import { citationRules } from './citation-rules.ts';
import { codeRules } from './code-rules.ts';
import { factRules } from './fact-rules.ts';
import { fileRules } from './file-rules.ts';
import { glyphRules } from './glyph-rules.ts';
import { lockfileRules } from './lockfile-rules.ts';
import { markdownRules } from './markdown-rules.ts';
import { migrationRules } from './migration-rules.ts';
import { placeRules } from './place-rules.ts';
import { featureRules } from './room-rules.ts';

const code = (text: string, path = 'apps/bff/src/app.ts') => codeRules({ path, text });
const named = (path: string) => fileRules({ path, text: '' });

describe('the rule about sentences', () => {
  const READS = [
    'const match = /^size: /.exec(error.message);',
    'if (/not permitted/.test(probe.reason)) return;',
    "return msg.startsWith('reach: ');",
    "const [field] = failed.message.split(': ');",
  ];
  it.each(READS)('refuses in the apps: %s', (text) => {
    for (const app of ['web', 'bff', 'federation']) {
      expect(code(text, `apps/${app}/src/reader.ts`)).toHaveLength(1);
    }
  });

  it.each(READS)('accepts at the edge to clusters, in tests and in packages: %s', (text) => {
    const edge = 'apps/federation/src/cluster-client/refusal-sentences.ts';
    for (const path of [edge, 'apps/web/src/a.test.ts', 'packages/database/src/a.ts']) {
      expect(code(text, path)).toEqual([]);
    }
  });

  it('accepts a message that is shown', () => {
    expect(code('const text = `${error.message} ${sentence(error.message)}`;')).toEqual([]);
  });
});

describe('the rule about HTTP statuses', () => {
  const STATUSES = ['if (error.status === 404) return;', 'return { status: 412, code: 9 };'];
  it.each(STATUSES)('refuses in use cases and in the model: %s', (text) => {
    for (const path of ['apps/federation/src/operations/a.ts', 'apps/cluster-sim/src/model/a.ts']) {
      expect(code(text, path)).toHaveLength(1);
    }
  });

  it.each(STATUSES)('accepts at the edges: %s', (text) => {
    for (const path of ['apps/federation/src/http/a.ts', 'apps/cluster-sim/src/http/a.ts']) {
      expect(code(text, path)).toEqual([]);
    }
  });

  it('accepts the status of a cluster, which is a word', () => {
    const path = 'apps/federation/src/monitor/a.ts';
    expect(code("if (cluster.status === 'Connected') return;", path)).toEqual([]);
  });
});

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

describe('rules about code', () => {
  it.each([
    'const a: any = 1;',
    'const a = b as any;',
    'type A = Record<string, any>;',
    'const a: any[] = [];',
  ])('refuse %s', (text) => expect(code(text)).toHaveLength(1));

  it.each([
    '// any of them matches',
    "const text = 'as many';",
    'anyOf(values)',
    'company: anyText,',
  ])('accept %s', (text) => expect(code(text)).toEqual([]));

  it.each(['const now = Date.now();', 'const now = new Date();'])(
    'refuse the browser’s clock in the console: %s',
    (text) => {
      expect(code(text, 'apps/web/src/ui/clock.ts')).toHaveLength(1);
      expect(code(text, 'apps/web/src/ui/clock.test.ts')).toEqual([]);
      expect(code(text, 'apps/bff/src/bff.ts')).toEqual([]);
    },
  );

  it('accept a date made of a time in the console', () =>
    expect(code('const name = new Date(serverNow());', 'apps/web/src/ui/clock.ts')).toEqual([]));

  it('refuse a silenced compiler', () => expect(code('// @ts-ignore')).toHaveLength(1));

  it('refuse tests that are left out, in tests', () => {
    const text = "test.describe.only('x', () => {});";
    expect(code(text, 'e2e/volumes.e2e.ts')).toHaveLength(1);
    expect(code(text)).toEqual([]);
  });

  it('want a reason for every silenced lint rule', () => {
    const silenced = '// oxlint-disable-next-line no-console\n';
    expect(code(silenced)).toHaveLength(1);
    expect(code(`// This is a command line tool.\n${silenced}`)).toEqual([]);
    expect(code('// oxlint-disable-line no-console -- a command line tool')).toEqual([]);
  });
});

describe('the rule about servers', () => {
  const text = "import { createServer, type Server } from 'node:http';\ncreateServer(app);\n";

  it('refuses one that takes and refuses what Node likes', () => {
    expect(code(text)).toHaveLength(1);
    expect(code(text.replace('http', 'https'))).toHaveLength(1);
  });

  it('accepts one that takes what the gateway takes, and those of tests', () => {
    expect(code(`${text}acceptAsGateway(server);`)).toEqual([]);
    expect(code(text, 'apps/bff/src/test-support/upstream.ts')).toEqual([]);
  });
});

describe('the rule about streams', () => {
  it('refuses one that is piped without an end for both', () => {
    expect(code('file.pipe(response);')).toHaveLength(1);
    expect(code('void read().pipe(\n')).toHaveLength(1);
  });

  it('accepts a pipeline, a pipe of schemas, and what tests do', () => {
    expect(code('pipeline(file, response, done); z.pipe(a, b); body.pipeThrough(c);')).toEqual([]);
    expect(code('file.pipe(response);', 'apps/bff/src/test-support/upstream.ts')).toEqual([]);
  });
});

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

describe('the rule about the features of the console', () => {
  const imports = (from: string, path: string) =>
    featureRules({ path, text: `import { x } from '${from}';` });

  it('refuses that one imports another, in whatever folder of it', () => {
    const path = 'apps/web/src/features/clusters/detail/cluster-page.tsx';
    expect(imports('#/features/volumes/list/volume-list.ts', path)).toHaveLength(1);
    expect(imports('#/features/clusters/cluster-name.ts', path)).toEqual([]);
  });

  it('refuses that a task imports another, but for its dialogs', () => {
    const path = 'apps/web/src/features/volumes/detail/volume-actions.tsx';
    expect(imports('#/features/volumes/edit/merge-drafts.ts', path)).toHaveLength(1);
    expect(imports('#/features/volumes/delete/delete-dialog.tsx', path)).toEqual([]);
    expect(imports('#/features/volumes/volume-draft.ts', path)).toEqual([]);
  });

  it('leaves alone the rooms around the features', () => {
    expect(
      imports('#/features/session/guard/session-guard.tsx', 'apps/web/src/layouts/a.tsx'),
    ).toEqual([]);
  });
});

describe('rules about glyphs', () => {
  const shown = (text: string, path = 'apps/web/src/ui/arrow.tsx') => glyphRules({ path, text });

  it.each([
    "const way = 'a → b';",
    String.raw`const way = 'a \u2192 b';`,
    '<p>a &rarr; b</p>',
    '<p>&#x2713;</p>',
  ])('refuse what the fonts of the console lack: %s', (text) => {
    expect(shown(text)).toHaveLength(1);
    expect(shown(text, 'apps/federation/src/http/documentation/access-words.ts')).toHaveLength(1);
  });

  it.each(["const text = '1.84× · ’ … – ä ↑';", String.raw`'\u0000'`, '<p>a &amp; b</p>'])(
    'accept what they have: %s',
    (text) => expect(shown(text)).toEqual([]),
  );

  it('leave alone what the console does not show', () => {
    expect(shown('// a → b', 'docs/architecture.md')).toEqual([]);
    expect(shown("'a → b'", 'apps/web/src/ui/arrow.test.tsx')).toEqual([]);
  });
});

describe('the rule about facts', () => {
  const facts = (list: string) =>
    factRules([
      { path: 'docs/conformance.md', text: `# Tests\n\n- no fact\n\n### §1.1 JSON\n\n${list}\n` },
      { path: 'e2e/conformance/suite/reads.ts', text: "test('The version is v2', run);" },
      { path: 'e2e/conformance/targets/live.ts', text: "const kind = 'live';" },
    ]);

  it('accepts one whose test is there', () => {
    expect(facts('- a fact\n  - `suite/reads.ts` › `The version is v2`')).toEqual([]);
    expect(facts('- a fact\n  - `suite/reads.ts` ›\n    `The version is v2`')).toEqual([]);
  });

  it.each([
    ['a fact without a test', '- a fact'],
    ['a test without a title', '- a fact\n  - `suite/reads.ts`'],
    ['a title that no test has', '- a fact\n  - `suite/reads.ts` › `The version is v3`'],
    ['a part of a title', '- a fact\n  - `suite/reads.ts` › `The version`'],
    ['a file that is not there', '- a fact\n  - `suite/writes.ts` › `The version is v2`'],
    ['a file without tests', '- a fact\n  - `targets/live.ts` › `live`'],
  ])('refuses %s', (_, list) => expect(facts(list)).toHaveLength(1));
});

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

describe('the rule about citations', () => {
  const cited = (text: string) =>
    citationRules([
      { path: 'docs/lightbits-api.md', text: '# Facts\n\n## §1 Wire\n\n### §1.4 Errors\n' },
      { path: 'docs/api-reference.md', text: '# Reference\n\n### Create volume\n' },
      { path: 'docs/decisions/0001-first.md', text: '# 0001: first\n' },
      { path: 'apps/bff/src/app.ts', text },
    ]);

  it.each([
    '/** As lightbits-api §1.4 has it, and §1. */',
    "source: 'reference: Create volume',",
    '// Source: reference, Create volume.',
    '// As the reference, Section 8 of HTTP, says.',
    '// See decision 0001 (docs/decisions/0001), and lightbits-api.md.',
    '// Pages are called 0001-<title>.md or *.md.',
  ])('accepts %s', (text) => expect(cited(text)).toEqual([]));

  it.each([
    '/** As lightbits-api §1.5 has it, and §1. */',
    "source: 'reference: Create volumes',",
    '// Source: reference, Delete volume.',
    '// See decision 0002.',
    '// See docs/decisions/0002.',
    '// See design.md.',
    '// As fast as can be (reliability, section B).',
  ])('refuses %s', (text) => expect(cited(text)).toHaveLength(1));
});

describe('rules about the lockfile', () => {
  const lock = (text: string) => lockfileRules({ path: 'pnpm-lock.yaml', text });

  it('accept the proxy from 4.2.2', () => {
    expect(lock('  http-proxy-middleware@4.2.2:\n  http-proxy-agent@7.0.2:\n')).toEqual([]);
  });

  it('refuse older ones, and what they build on', () => {
    expect(lock('  http-proxy-middleware@3.0.10:\n')).toHaveLength(1);
    expect(lock('  http-proxy-middleware@4.2.1:\n')).toHaveLength(1);
    expect(lock('  http-proxy@1.18.1:\n')).toHaveLength(1);
  });
});

describe('rules about migrations', () => {
  const path = 'apps/federation/drizzle/0009_more.sql';
  const migration = (...statements: string[]) =>
    migrationRules({ path, text: statements.join('--> statement-breakpoint\n') });
  const table = 'CREATE TABLE "federation"."notes" (\n\t"id" uuid PRIMARY KEY NOT NULL\n);\n';
  const unique = 'CREATE UNIQUE INDEX "notes_id" ON "federation"."notes" USING btree ("id");';

  it.each([
    [table],
    [table, unique],
    [table, 'ALTER TABLE "federation"."notes" ADD CONSTRAINT "a" FOREIGN KEY ("id");'],
    ['CREATE INDEX "users_roles" ON "federation"."users" USING btree ("roles");'],
    ['ALTER TABLE "federation"."users" ADD COLUMN "note" text;'],
    ['ALTER TABLE "federation"."users" ADD COLUMN "note" text DEFAULT \'\' NOT NULL;'],
  ])('accept what only adds: %s', (...statements) => expect(migration(...statements)).toEqual([]));

  it.each([
    'ALTER TABLE "federation"."users" DROP COLUMN "roles";',
    'ALTER TABLE "federation"."users" RENAME COLUMN "roles" TO "rights";',
    'ALTER TABLE "federation"."users" ADD COLUMN "note" text NOT NULL;',
    'ALTER TABLE "federation"."users" ADD COLUMN "note" text UNIQUE;',
    'ALTER TABLE "federation"."users" ALTER COLUMN "roles" SET NOT NULL;',
    'ALTER TABLE "federation"."users" ADD CONSTRAINT "a" CHECK (true);',
    'DROP TABLE "federation"."users";',
    'UPDATE "federation"."users" SET "disabled" = true;',
    unique,
  ])('refuse what the release before cannot work with: %s', (statement) => {
    expect(migration(statement)).toHaveLength(1);
    expect(migration(`-- incompatible: it has to be\n${statement}`)).toEqual([]);
  });
});
