import { expect, test } from 'vitest';
import { createCredentialLine, deleteCredentialLine, fingerprintLine, pemOf } from './lbcli.ts';

test('the lbcli commands are those of the reference', () => {
  expect(createCredentialLine('cf-1')).toBe(
    'lbcli create credential --project-name=system --id=cf-1 --type=rsa256pubkey cf-1.pem',
  );
  expect(deleteCredentialLine('cf-1')).toBe(
    'lbcli delete credential --project-name=system --id=cf-1',
  );
  expect(fingerprintLine('10.0.0.1:443')).toContain('-connect 10.0.0.1:443 </dev/null');
});

test('a service key is decoded from base64 to PEM', () => {
  const pem = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
  expect(pemOf(btoa(pem))).toBe(pem);
});

test.each(['%%%', btoa('hello')])('%s is not decoded as a service key', (text) => {
  expect(pemOf(text)).toBeUndefined();
});
