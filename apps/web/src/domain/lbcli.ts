/** The project of a cluster in which the federation's keys are imported: they are valid for all projects. */
const PROJECT = 'system';

/** The name of the file that the admin saves the key in. */
export const keyFileName = (pubKeyId: string): string => `${pubKeyId}.pem`;

/** The command that imports the service key on a cluster. Source: reference, Get cluster-federation service credentials. */
export const createCredentialLine = (pubKeyId: string): string =>
  `lbcli create credential --project-name=${PROJECT} --id=${pubKeyId} --type=rsa256pubkey ${keyFileName(pubKeyId)}`;

/** The command that deletes what {@link createCredentialLine} has made. */
export const deleteCredentialLine = (pubKeyId: string): string =>
  `lbcli delete credential --project-name=${PROJECT} --id=${pubKeyId}`;

/** The command that shows the fingerprint of the certificate at an endpoint, to compare it. */
export const fingerprintLine = (apiEndpoint: string): string =>
  `openssl s_client -connect ${apiEndpoint} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`;

/** The PEM text in the API's base64; undefined when it is none. */
export function pemOf(base64: string): string | undefined {
  try {
    const text = atob(base64);
    return text.startsWith('-----BEGIN ') ? text : undefined;
  } catch {
    return undefined;
  }
}
