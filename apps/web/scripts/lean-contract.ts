import { parseSync, Visitor, type Plugin } from 'vite';

/** What only servers and documents read of an operation: its client takes method, path and output. */
const UNREAD: ReadonlySet<string> = new Set(['summary', 'source', 'input', 'errors']);
const READS_INPUT = /Api\.\w+\.input\b/;
const PURE = '/* @__PURE__ */ ';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A module of the contract, without what no client reads of its operations. Its calls outside of functions only make
 * values: marked as such, the bundler can leave out what is made for nobody.
 */
export function leanContract(code: string): string {
  const unread: Range[] = [];
  const calls: Range[] = [];
  const functions: Range[] = [];
  new Visitor({
    FunctionDeclaration: (node) => functions.push(node),
    FunctionExpression: (node) => functions.push(node),
    ArrowFunctionExpression: (node) => functions.push(node),
    CallExpression(call) {
      calls.push(call);
      const [operation] = call.arguments;
      if (call.callee.type !== 'Identifier' || call.callee.name !== 'defineOperation') return;
      if (operation?.type !== 'ObjectExpression') return;
      for (const property of operation.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
        if (UNREAD.has(property.key.name)) unread.push(property);
      }
    },
  }).visit(parseSync('contract.js', code).program);

  const isIn = ({ start }: Range, ranges: readonly Range[]): boolean =>
    ranges.some((range) => range.start <= start && start < range.end);
  const marks = calls.filter((call) => !isIn(call, functions) && !isIn(call, unread));
  const starts = new Set(marks.map(({ start }) => start));
  const edits = [
    ...unread.map(({ start, end }) => ({ start, end, text: '' })),
    ...[...starts].map((start) => ({ start, end: start, text: PURE })),
  ];
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: added }) => {
      const rest = text.slice(end);
      return text.slice(0, start) + added + (added === '' ? rest.replace(/^\s*,/, '') : rest);
    }, code);
}

/** Leaves out of the contract what the console does not read. */
export function leanContracts(): Plugin {
  return {
    name: 'asterism:lean-contract',
    apply: 'build',
    transform: {
      filter: { id: /\/(?:api-types|web)\/src\/.*\.tsx?$/ },
      handler(code, id) {
        if (READS_INPUT.test(code)) this.error(`${id} reads the input of an operation.`);
        return id.includes('/api-types/') ? { code: leanContract(code), map: null } : undefined;
      },
    },
  };
}
