import { describe, expect, it } from 'vitest';
import { codeRules } from './code-rules.ts';

const code = (text: string, path = 'apps/bff/src/app.ts') => codeRules({ path, text });

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

describe('the rule about buttons that are busy', () => {
  const page = 'apps/web/src/features/clusters/page.tsx';
  it.each([
    '<Button isDisabled={isPending}>',
    '<Button isDisabled={open.length > 0 || isPending} isLoading={isPending}>',
    '<Button isDisabled={attaching.isPending}>',
  ])('refuses what takes the focus away: %s', (text) => {
    expect(code(text, page)).toHaveLength(1);
  });

  it.each([
    '<Button isAriaDisabled={isPending} isDisabled={total === 0}>',
    '<TextField isDisabled={isDisabled} isBusy={isPending} />',
  ])('accepts what keeps it: %s', (text) => {
    expect(code(text, page)).toEqual([]);
  });
});

describe('the rule about dialogs that send', () => {
  const dialog = 'apps/web/src/domain/save-dialog.tsx';
  const sends = 'const { write, isPending } = useWrite(save);\n';

  it('refuses one that Escape closes before the answer is there', () => {
    expect(code(`${sends}<Modal isOpen onClose={onClose}>`, dialog)).toHaveLength(1);
  });

  it('accepts one that waits, and one that sends nothing', () => {
    expect(code(`${sends}<SendingDialog isWaiting={isPending}>`, dialog)).toEqual([]);
    expect(code('<Modal isOpen onClose={onClose}>', dialog)).toEqual([]);
  });
});
