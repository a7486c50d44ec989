import { expect, test } from 'vitest';
import { leanContract } from './lean-contract.ts';

const MODULE = `
import { z } from 'zod/mini';
const rule = z.string().check(z.minLength(1));
const kept = (list) => { list.push(z.string()); };
export const api = {
  read: defineOperation({
    method: 'GET',
    path: '/things/{id}',
    summary: \`Reads \${1} of them.\`,
    source: 'ours',
    input: z.object({ id: rule, 'a,b': z.string() }),
    output: z.object({ summary: z.string() }),
    errors: [401, 404],
    ifMatch: true,
  }),
};`;

test('an operation keeps what its client reads, and nothing else', () => {
  const lean = leanContract(MODULE);
  for (const kept of ["method: 'GET'", "path: '/things/{id}'", 'ifMatch: true'])
    expect(lean).toContain(kept);
  expect(lean).toContain('summary: /* @__PURE__ */ z.string()');
  expect(lean).not.toMatch(/Reads|source|errors|input|a,b/);
});

test('values that nobody uses may be left out, and what functions do may not', () => {
  const lean = leanContract(MODULE);
  expect(lean).toContain('rule = /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.minLength(1))');
  expect(lean).toContain('{ list.push(z.string()); }');
});
