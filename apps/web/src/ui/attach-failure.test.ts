import { describe, expect, test } from 'vitest';
import { attachAdvice, attachedClusterId, attachFailureKind } from './attach-failure.ts';

const failedAt = (stage: string, msg: string) => ({
  msg: `${stage}: ${msg}`,
  stages: [
    { name: 'reach', state: stage === 'reach' ? ('failed' as const) : ('done' as const) },
    { name: stage, state: 'failed' as const },
  ],
});

const UUID = '5f1c1c05-2ab3-4ab1-9d0c-0d2b6a3f4f11';

describe('the kind of a failed attach', () => {
  test.each([
    ['reach', 'address not permitted', 'address'],
    ['reach', '10.0.0.1:443 refuses connections', 'unreachable'],
    ['reach', 'nowhere:443 has a name that does not resolve', 'address'],
    ['verify TLS', '10.0.0.1:443 does not speak TLS', 'address'],
    [
      'verify TLS',
      'The cluster presents a certificate with fingerprint AA, and not BB as confirmed.',
      'certificate',
    ],
    ['authenticate', 'The cluster does not accept key cf-1. Import it with: lbcli …', 'key'],
    ['register', 'Key cf-1 has been bound to another cluster meanwhile.', 'key'],
    ['check', `This is cluster a (${UUID}), which is attached already.`, 'attached'],
    ['check', 'The cluster speaks API version 3; this federation speaks 2.', 'version'],
    ['load inventory', 'something went wrong in the federation', 'other'],
    ['authenticate', 'words of a later federation', 'key'],
  ])('%s: %s', (stage, msg, kind) => {
    expect(attachFailureKind(failedAt(stage, msg))).toBe(kind);
  });

  test('decides where one tries again', () => {
    expect(attachAdvice(failedAt('reach', 'x:1 does not answer')).retryAt).toBe('certificate');
    expect(attachAdvice(failedAt('reach', 'address not permitted')).retryAt).toBe('endpoint');
    expect(attachAdvice(failedAt('check', 'attached already')).retryAt).toBeUndefined();
  });
});

describe('the cluster that is attached already', () => {
  test('is read from what the federation says', () => {
    const workflow = failedAt('check', `This is cluster a (${UUID}), which is attached already.`);
    expect(attachedClusterId(workflow)).toBe(UUID);
  });

  test('is nothing when something else went wrong', () => {
    expect(attachedClusterId(failedAt('reach', `${UUID} does not answer`))).toBeUndefined();
  });
});
