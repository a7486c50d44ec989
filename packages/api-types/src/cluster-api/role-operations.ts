import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, shortText, shortTextOut } from '../common/scalars.ts';
import { inProject } from './project-name.ts';
import { TEXT_MAX } from './text-limits.ts';

/** A role that a token can have in a project. Source: lightbits-api §9, Role. */
export const role = z.object({
  name: shortText(TEXT_MAX.name),
  projectName: shortTextOut(TEXT_MAX.name),
  /** What the role allows, as JSON: `[{"resources":["versions"],"actions":["get"]}]`. */
  rulesJson: shortTextOut(TEXT_MAX.passage),
});
export type RoleDescription = z.infer<typeof role>;

/** The roles of a project (lightbits-api §9). */
export const roleOperations = {
  listRoles: defineOperation({
    method: 'GET',
    path: '/api/v2/projects/{projectName}/roles',
    summary: 'List the roles of a project.',
    source: 'lightbits-api §9',
    input: z.object(inProject),
    output: z.object({ roles: listOut(role) }),
    errors: [400, 401, 403, 500],
  }),
  getRole: defineOperation({
    method: 'GET',
    path: '/api/v2/projects/{projectName}/roles/{name}',
    summary: 'Get a role of a project.',
    source: 'lightbits-api §9',
    input: z.object({ ...inProject, name: z.string() }),
    output: z.object({ role }),
    errors: [400, 401, 403, 404, 500],
  }),
} as const;
