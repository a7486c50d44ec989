import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateAdminKey } from '../identity/admin-key.ts';
import { generateCertificate, type Certificate } from '../identity/certificate.ts';
import { makeDirectory } from '@asterism/server-kit/make-directory';

/** What identifies a cluster to its clients and its admins to it. */
export interface ClusterKeys {
  readonly certificate: Certificate;
  /** PKCS#8 PEM. */
  readonly adminKey: string;
}

function read(directory: string, name: string): string | undefined {
  try {
    return readFileSync(join(directory, name), 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all: a process that is killed in between leaves the old file. */
function write(directory: string, name: string, text: string): void {
  const file = join(directory, name);
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const CERTIFICATE = 'certificate.pem';
const ADMIN_KEY = 'admin-key.pem';

/** Key and certificate in one file, so that they can only change together. */
function splitPem(pem: string): Certificate | undefined {
  const start = pem.indexOf('-----BEGIN CERTIFICATE-----');
  return start === -1 ? undefined : { key: pem.slice(0, start), cert: pem.slice(start) };
}

/** Keeps a new certificate; without a directory it lasts as long as the process. */
export function storeCertificate(directory: string | undefined, { key, cert }: Certificate): void {
  if (directory !== undefined) write(directory, CERTIFICATE, `${key.trimEnd()}\n${cert}`);
}

/** The cluster's keys from its directory; made, and kept there, when they are not. */
export async function loadKeys(directory: string | undefined): Promise<ClusterKeys> {
  if (directory === undefined) {
    return { certificate: await generateCertificate(), adminKey: await generateAdminKey() };
  }
  await makeDirectory(directory);
  let certificate = splitPem(read(directory, CERTIFICATE) ?? '');
  if (certificate === undefined) {
    certificate = await generateCertificate();
    storeCertificate(directory, certificate);
  }
  let adminKey = read(directory, ADMIN_KEY);
  if (adminKey === undefined) {
    adminKey = await generateAdminKey();
    write(directory, ADMIN_KEY, adminKey);
  }
  return { certificate, adminKey };
}
