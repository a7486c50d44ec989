import { buildRequest } from '@asterism/api-types/client/build-request';
import type { Operation } from '@asterism/api-types/common/operation';

/** A call of the API, as one might make it by hand. */
export interface ApiCall {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly ifMatch?: string;
}

/** Text as one word of a POSIX shell, whatever is in it. */
const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The call as a curl command to the federation. Address and token are variables: no secret is shown. */
export function curlCommand({ operation, input, ifMatch }: ApiCall): string {
  const { method, url, body } = buildRequest(operation, input);
  const options = [
    `-H "Authorization: Bearer $TOKEN"`,
    ...(ifMatch === undefined ? [] : [`-H ${shellWord(`If-Match: ${ifMatch}`)}`]),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `--data ${shellWord(body)}`]),
  ];
  return [`curl -X ${method} "$FEDERATION${url}"`, ...options].join(' \\\n  ');
}
