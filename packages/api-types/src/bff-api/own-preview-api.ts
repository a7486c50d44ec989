import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { previewedRight } from '../fleet-api/preview-api.ts';
import { session } from './bff-api.ts';

/** Previews of the console as somebody with one right (decision 0058). The console loads this table when it needs it. */
export const ownPreviewApi = {
  startPreview: defineOperation({
    method: 'POST',
    path: '/auth/preview',
    summary:
      'See the console as somebody with one right in one project: all of this browser, until you go back. Cluster admins only.',
    source: 'ours',
    input: previewedRight,
    output: session,
    errors: [400, 401, 403, 503],
  }),
  endPreview: defineOperation({
    method: 'DELETE',
    path: '/auth/preview',
    summary: 'Go back to your own rights.',
    source: 'ours',
    input: z.object({}),
    output: session,
    errors: [401, 403, 404, 503],
  }),
} as const;
