import { z } from 'zod/mini';
import { projectName } from '../cluster-api/project-name.ts';
import { defineOperation } from '../common/operation.ts';
import type { ProjectRight } from '../rules/roles.ts';

const RIGHTS = ['viewer', 'admin'] as const satisfies readonly ProjectRight[];

/** As whom the console is to be seen: somebody with this right in one project, and no other. */
export const previewedRight = z.object({
  projectName: projectName.check(
    z.refine(
      (name) => name !== 'system',
      'is the project of the cluster itself, which has no viewers or admins',
    ),
  ),
  right: z.enum(RIGHTS, { error: 'must be viewer or admin' }),
});

/** Previews of the console (decision 0058). No browser is given this: the console's server asks for it. */
export const previewApi = {
  issuePreviewToken: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/preview-token',
    summary:
      'An idToken that reads as somebody with one right in one project, and changes nothing. It ends with yours.',
    source: 'ours',
    input: previewedRight,
    output: z.object({ idToken: z.string(), role: z.string() }),
    errors: [400, 401, 403],
  }),
} as const;

export type PreviewOperationName = keyof typeof previewApi;
