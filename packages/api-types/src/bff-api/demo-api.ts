import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, textOut } from '../common/scalars.ts';
import { endpointRule, fingerprintRule } from '../rules/endpoint.ts';
import { follows } from '../rules/verdict.ts';

/** What there is in a demo alone. The console loads this table with the page that attaches a cluster. */
export const demoApi = {
  getDemo: defineOperation({
    method: 'GET',
    path: '/demo/clusters',
    summary: 'The simulated clusters of the demo. 404 outside a demo.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ clusters: listOut(z.object({ name: textOut, apiEndpoint: z.string() })) }),
    errors: [401, 403, 404],
  }),
  importDemoCredential: defineOperation({
    method: 'POST',
    path: '/demo/import-credential',
    summary:
      'Import a key into a simulated cluster, as lbcli does on a real one. 404 outside a demo.',
    source: 'ours',
    input: z.object({
      apiEndpoint: z.string({ error: 'is required' }).check(follows(endpointRule)),
      tlsFingerprint: z.string({ error: 'is required' }).check(follows(fingerprintRule)),
    }),
    output: z.object({}),
    errors: [400, 401, 403, 404, 503],
  }),
} as const;
