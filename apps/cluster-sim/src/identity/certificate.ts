import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A TLS certificate with its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 3650;

/** A self-signed certificate as a cluster has it: CN api.service and no other name to check (lightbits-api §3). */
export async function generateCertificate(): Promise<Certificate> {
  // A day back: a client's clock may be behind.
  const notBefore = Date.now() - DAY_MS;
  const made = await generate([{ name: 'commonName', value: 'api.service' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + VALID_DAYS * DAY_MS),
    // Given, because the default would add a subject alternative name.
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** The certificate's SHA-256 fingerprint: upper-case hexadecimal pairs joined by colons. */
export const fingerprintOf = ({ cert }: Certificate): string =>
  new X509Certificate(cert).fingerprint256;
