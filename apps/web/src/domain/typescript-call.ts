import { nameOfOperation } from './api-tables.ts';
import type { ApiCall } from './curl-command.ts';

/** A call with the typed client of the contract. Address and token are variables: no secret is shown. */
export function typescriptCall({ operation, input, ifMatch }: ApiCall): string {
  const { table, module, name } = nameOfOperation(operation);
  const headers = ['authorization: `Bearer ${TOKEN}`'];
  const options = [
    `headers: { ${headers.join(', ')} }`,
    ...(ifMatch === undefined ? [] : [`ifMatch: ${JSON.stringify(ifMatch)}`]),
  ];
  return [
    `import { createClient } from '@asterism/api-types/client/client';`,
    `import { ${table} } from '@asterism/api-types/${module}';`,
    '',
    `const federation = createClient(${table}, { fetch, baseUrl: FEDERATION });`,
    `const answer = await federation.${name}(`,
    `  ${JSON.stringify(input, undefined, 2).replaceAll('\n', '\n  ')},`,
    `  { ${options.join(', ')} },`,
    ');',
    'if (!answer.ok) throw new Error(answer.error.message);',
  ].join('\n');
}
