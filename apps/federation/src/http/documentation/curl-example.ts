import type {
  DocumentedOperation,
  DocumentedSchema,
} from '@asterism/api-docs/openapi/document-types';

const UUID = '6f1b6d1e-52f4-4d2c-9c7e-0b4f3d6a8e21';

/** Values that say more than their type does. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  name: 'vol-1',
  newName: 'vol-2',
  projectName: 'default',
  size: '10 GiB',
  replicaCount: 2,
  acl: { values: ['nqn.2014-08.org.nvmexpress:uuid:host-1'] },
  apiEndpoint: '192.0.2.10:443',
  tlsFingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
};

function sampleOf(name: string, schema: DocumentedSchema | undefined): unknown {
  if (SAMPLES[name] !== undefined) return SAMPLES[name];
  if (typeof schema !== 'object' || '$ref' in schema) return UUID;
  const value: unknown = schema.enum?.[0];
  return value ?? schema.default ?? UUID;
}

function bodyOf(operation: DocumentedOperation): string | undefined {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return undefined;
  const media = body.content['application/json'];
  const schema = media === undefined || '$ref' in media ? undefined : media.schema;
  if (typeof schema !== 'object' || '$ref' in schema) return undefined;
  const fields = Object.entries(schema.properties ?? {});
  const required = fields.filter(([name]) => schema.required?.includes(name) === true);
  const shown = required.length > 0 ? required : fields.slice(0, 3);
  const values = shown.map(([name, field]) => [name, sampleOf(name, field)]);
  return JSON.stringify(Object.fromEntries(values));
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

/** A call of an operation as a command, with `$FEDERATION` as the address and `$TOKEN` as the idToken. */
export function curlExample({ method, path, operation }: Target): string {
  const parameters = (operation.parameters ?? []).flatMap((one) => ('$ref' in one ? [] : [one]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(sampleOf(name, undefined)),
  );
  const query = parameters
    .filter((one) => one.in === 'query' && one.required === true)
    .map((one) => `${one.name}=${encodeURIComponent(String(sampleOf(one.name, one.schema)))}`);
  const takesBasic = operation.security?.some((scheme) => 'basic' in scheme) === true;
  const body = bodyOf(operation);
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`}${takesBasic ? ' -u "$NAME"' : ' -H "Authorization: Bearer $TOKEN"'}`,
    ...(parameters.some((one) => one.name === 'If-Match') ? ['-H "If-Match: $ETAG"'] : []),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${body}'`]),
    `"$FEDERATION${filled}${query.length === 0 ? '' : `?${query.join('&')}`}"`,
  ];
  return lines.join(' \\\n  ');
}
