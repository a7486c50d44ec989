import { describe, expect, it } from 'vitest';
import { citationRules } from './citation-rules.ts';

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
