import { describe, expect, it } from 'vitest';
import { lockfileRules } from './lockfile-rules.ts';

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
