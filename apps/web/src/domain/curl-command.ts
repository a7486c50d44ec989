import { buildRequest } from '@asterism/api-types/client/build-request';
import type { Operation } from '@asterism/api-types/common/operation';

/** A call of the API, as one might make it by hand. */
export interface ApiCall {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly ifMatch?: string;
  /** Fields that lbcli takes otherwise, such as the name of what the API takes by its UUID. */
  readonly byName?: Readonly<Record<string, readonly [field: string, value: string]>>;
}

/** A request as it goes over the wire. */
interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: string | undefined;
  readonly ifMatch?: string | undefined;
}

/** Text as one word of a POSIX shell, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A request as a curl command to the federation. Address and token are variables: no secret is shown. */
export function curlOf({ method, url, body, ifMatch }: WireRequest): string {
  const options = [
    `-H "Authorization: Bearer $TOKEN"`,
    ...(ifMatch === undefined ? [] : [`-H ${shellWord(`If-Match: ${ifMatch}`)}`]),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `--data ${shellWord(body)}`]),
  ];
  return [`curl -X ${method} "$FEDERATION${url}"`, ...options].join(' \\\n  ');
}

/** A call as a curl command to the federation. */
export const curlCommand = ({ operation, input, ifMatch }: ApiCall): string =>
  curlOf({ ...buildRequest(operation, input), ifMatch });
