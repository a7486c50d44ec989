import { describe, expect, test } from 'vitest';
import { aclRule, ipAclRule, isIpAddress, looksLikeNqn } from './access-lists.ts';
import { endpointRule, fingerprintRule } from './endpoint.ts';
import { labelsRule } from './labels.ts';
import { rightsOf } from './roles.ts';
import type { Verdict } from './verdict.ts';
import { volumeCan } from './volume-can.ts';
import { projectNameRule, volumeNameRule } from './volume-name.ts';

const reason = (verdict: Verdict): string => (verdict.allowed ? 'allowed' : verdict.reason);

describe('names', () => {
  test.each(['a', 'pvc-1_2.3', 'A'.repeat(253)])('a volume may be called %s', (name) => {
    expect(reason(volumeNameRule(name))).toBe('allowed');
  });
  test.each([
    ['', /empty/],
    ['a'.repeat(254), /253/],
    ['a b', /letters/],
    ['../x', /letters/],
    ['ä', /letters/],
    ['<script>', /letters/],
    ['a\n', /letters/],
  ])('a volume may not be called %j', (name, why) => {
    expect(reason(volumeNameRule(name))).toMatch(why);
  });
  test.each([
    ['default', true],
    ['acme-1.eu', true],
    ['-a', false],
    ['A', false],
    ['', false],
  ])('project name %j: %s', (name, good) => {
    expect(projectNameRule(name).allowed).toBe(good);
  });
});

describe('access lists', () => {
  test.each([[['ALLOW_ANY']], [['ALLOW_NONE']], [['nqn.2014-08.org.nvmexpress:uuid:x', 'ace-1']]])(
    'ACL %j is allowed',
    (values) => expect(reason(aclRule(values))).toBe('allowed'),
  );
  test.each([
    [[], /at least one/],
    [['ALLOW_ANY', 'a'], /alone/],
    [['a b'], /spaces/],
    [['a', 'a'], /twice/],
  ])('ACL %j is refused', (values, why) => expect(reason(aclRule(values))).toMatch(why));

  test.each([[['ALLOW_ANY']], [['10.0.0.1', '::1', 'fe80::1']]])('IP-ACL %j is allowed', (values) =>
    expect(reason(ipAclRule(values))).toBe('allowed'),
  );
  test.each([
    [['10.0.0.0/8'], /not an IP/],
    [['host'], /not an IP/],
    [['ALLOW_NONE', '10.0.0.1'], /alone/],
    [Array.from({ length: 17 }, (_, i) => `10.0.0.${i}`), /at most 16/],
  ])('IP-ACL %j is refused', (values, why) => expect(reason(ipAclRule(values))).toMatch(why));

  test.each([
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3.4.5',
    ':::',
    '1::2::3',
    '[::1]',
    '::ffff:1.2.3.999',
  ])('%s is not an IP address', (text) => expect(isIpAddress(text)).toBe(false));
});

describe('endpoints', () => {
  test.each(['10.0.0.1:443', 'foo.bar.com:443', '[2001:db8::1]:8443', 'localhost:9443', 'a:1'])(
    '%s is one',
    (text) => expect(reason(endpointRule(text))).toBe('allowed'),
  );
  test.each([
    '',
    'host',
    'host:',
    ':443',
    'host:0',
    'host:65536',
    'host:+443',
    'host:443e0',
    'host: 443',
    'https://host:443',
    'host:443/path',
    'host:443#x',
    'u@host:443',
    'ho st:443',
    'host:443\r\n',
    '::1:443',
    '[::1',
    '[x]:443',
    `${'a'.repeat(254)}:443`,
    '2130706433:443',
    '0x7f000001:443',
    '127.1:443',
    'a..b:443',
    '-a:443',
  ])('%j is none', (text) => expect(endpointRule(text).allowed).toBe(false));

  test('a fingerprint is 32 pairs of hexadecimal digits', () => {
    expect(fingerprintRule(Array.from({ length: 32 }, () => 'A0').join(':')).allowed).toBe(true);
    expect(fingerprintRule('A0:B1').allowed).toBe(false);
  });
});

describe('labels', () => {
  const label = (key: string, value = 'v') => ({ key, value });
  test('up to 16 different keys are allowed', () => {
    expect(labelsRule(Array.from({ length: 16 }, (_, i) => label(`k${i}`))).allowed).toBe(true);
  });
  test.each([
    [Array.from({ length: 17 }, (_, i) => label(`k${i}`)), /at most 16/],
    [[label('a'), label('a')], /twice/],
    [[label('a b')], /label key "a b"/],
    [[label('a', '')], /label value ""/],
  ])('%# is refused', (labels, why) => expect(reason(labelsRule(labels))).toMatch(why));
});

describe('what a state allows', () => {
  test('an Available or Migrating volume can be updated and deleted', () => {
    for (const state of ['Available', 'Migrating'] as const) {
      expect(volumeCan.update({ state }).allowed).toBe(true);
      expect(volumeCan.delete({ state }).allowed).toBe(true);
    }
  });
  test.each([
    'Creating',
    'Updating',
    'Rollback',
    'Deleting',
    'Deleted',
    'Failed',
    'Unknown',
  ] as const)('a volume that is %s can be neither, and the reason is said', (state) => {
    expect(reason(volumeCan.update({ state }))).toMatch(/\.$/);
    expect(reason(volumeCan.delete({ state }))).toMatch(/\.$/);
  });
});

describe('rights', () => {
  test('a cluster admin may do everything', () => {
    const rights = rightsOf(['system:cluster-admin']);
    expect([rights.isClusterAdmin, rights.canView('x'), rights.canChange('x')]).toEqual([
      true,
      true,
      true,
    ]);
  });
  test('a viewer sees their project and changes nothing', () => {
    const rights = rightsOf(['acme:viewer']);
    expect([rights.canView('acme'), rights.canChange('acme'), rights.canView('globex')]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('a project admin changes their project only', () => {
    const rights = rightsOf(['acme:admin']);
    expect([rights.canChange('acme'), rights.canChange('globex'), rights.isClusterAdmin]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test.each([
    [[]],
    [['acme']],
    [['system:viewer']],
    [['acme:owner']],
    [['acme:viewer:x']],
    [['system:admin']],
  ])('%j gives nothing', (roles) => {
    const rights = rightsOf(roles);
    expect([rights.isClusterAdmin, rights.projects]).toEqual([false, []]);
  });
});

describe('looksLikeNqn', () => {
  test.each([
    ['nqn.2014-08.org.nvmexpress:uuid:128fa7b3-4328-49c3-be42-974d91f10bd6', true],
    ['nqn.2016-01.com.lightbitslabs:host-1', true],
    ['NQN.2016-01.com.lightbitslabs:host-1', true],
    ['not-an-nqn', false],
    ['nqn.a', false],
    ['nqn.2016-13.com.example:host', false],
    ['nqn.2016-01.com.example', false],
    ['iqn.2016-01.com.example:host', false],
  ])('%s: %s', (text, expected) => expect(looksLikeNqn(text)).toBe(expected));
});
