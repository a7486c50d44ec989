import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { CertificateView } from './certificate-view.tsx';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const textOf = async (from: string, to: string): Promise<string> => {
  const certificate = {
    tlsFingerprint: 'AB:CD',
    certificateSubject: 'CN=lb',
    certificateValidFrom: from,
    certificateValidTo: to,
  };
  const { container } = await render(
    <CertificateView endpoint="10.0.0.1:443" certificate={certificate} />,
  );
  return container.textContent;
};

test.each([
  ['not valid yet', 1, 2, 'The certificate is not valid yet.'],
  ['expired', -2, -1, 'The certificate has expired.'],
])('a certificate that is %s carries a warning', async (_, from, to, warning) => {
  expect(await textOf(inDays(from), inDays(to))).toContain(warning);
});

test('a certificate that is valid, or whose validity is not known, carries no warning', async () => {
  expect(await textOf(inDays(-1), inDays(1))).not.toContain('The certificate');
  expect(await textOf('', '')).not.toContain('The certificate');
});

test('the fingerprint stands beside the command that prints it on the cluster', async () => {
  const text = await textOf(inDays(-1), inDays(1));
  expect(text).toContain('AB:CD');
  expect(text).toContain('openssl s_client -connect 10.0.0.1:443');
});
