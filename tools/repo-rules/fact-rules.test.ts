import { describe, expect, it } from 'vitest';
import { factRules } from './fact-rules.ts';

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
