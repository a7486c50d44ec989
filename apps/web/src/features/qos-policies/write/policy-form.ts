import type { PolicyVisibility, QosRateLimitPolicy } from '@asterism/api-types/cluster-api/policy';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { descriptionRule } from '@asterism/api-types/rules/description';
import { LIMIT_MAX } from '@asterism/api-types/rules/qos-limits';
import { follows } from '@asterism/api-types/rules/verdict';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { z } from 'zod/mini';
import type { DraftPolicyInput } from '#/api/policy-writes.ts';

/** What can be limited; a policy limits one of them. */
export const LIMIT_KINDS = ['limitIOPS', 'limitBw', 'limitIOPSPerGB'] as const;
type LimitKind = (typeof LIMIT_KINDS)[number];
/** For which projects a policy can be. */
export const VISIBILITIES = ['Global', 'Scoped', 'Unavailable'] as const;

const limit = z.string().check(
  z.regex(/^\d*$/, 'must be a whole number, or empty for no limit'),
  z.refine(
    (text) => Number(text) <= LIMIT_MAX,
    `must be at most ${LIMIT_MAX.toLocaleString('en')}`,
  ),
);

/** Also while other fields are wrong: all that is wrong is said at once. */
const always = () => true;

/** What a person enters. `names`: policies of these names are there already. */
export const policyFormWithout = (names: readonly string[]) =>
  z
    .object({
      name: z.string().check(
        follows(volumeNameRule),
        z.refine(
          (name) => !names.includes(name),
          'clusters have a policy of this name already: edit that, also to bring it to other clusters',
        ),
      ),
      description: z.string().check(follows(descriptionRule)),
      kind: z.enum(LIMIT_KINDS),
      read: limit,
      write: limit,
      visibility: z.enum(VISIBILITIES),
      projects: z.array(z.string()),
      clusters: z.array(z.string()).check(z.minLength(1, 'choose at least one cluster')),
    })
    .check(
      z.refine(({ read, write }) => Number(read) + Number(write) > 0, {
        path: ['read'],
        when: always,
        error: 'enter a limit for reads, for writes, or for both',
      }),
      z.refine(({ visibility, projects }) => visibility !== 'Scoped' || projects.length > 0, {
        path: ['projects'],
        when: always,
        error: 'choose at least one project',
      }),
    );
export type PolicyForm = z.infer<ReturnType<typeof policyFormWithout>>;

export const EMPTY_POLICY: PolicyForm = {
  name: '',
  description: '',
  kind: 'limitIOPS',
  read: '',
  write: '',
  visibility: 'Global',
  projects: [],
  clusters: [],
};

const VISIBILITY: Readonly<Record<string, PolicyVisibility>> = {
  Global: 'Global',
  Scoped: 'Scoped',
  Unavailable: 'Unavailable',
};

const text = (value: number): string => (value === 0 ? '' : String(value));

function limitsIn(
  limits: QosRateLimitPolicy | undefined,
): Pick<PolicyForm, 'kind' | 'read' | 'write'> {
  const { limitIOPS, limitBw, limitIOPSPerGB } = limits ?? {};
  if (limitBw !== undefined) {
    return { kind: 'limitBw', read: text(limitBw.readBWLimit), write: text(limitBw.writeBWLimit) };
  }
  if (limitIOPSPerGB !== undefined) {
    return {
      kind: 'limitIOPSPerGB',
      read: text(limitIOPSPerGB.readIOPSPerGBLimit),
      write: text(limitIOPSPerGB.writeIOPSPerGBLimit),
    };
  }
  return {
    kind: 'limitIOPS',
    read: text(limitIOPS?.readIOPSLimit ?? 0),
    write: text(limitIOPS?.writeIOPSLimit ?? 0),
  };
}

/** A form that is filled in with what the first of its clusters has. */
export function formOf({ name, onClusters }: PolicyUsage): PolicyForm {
  const [first] = onClusters;
  return {
    name,
    description: first?.description ?? '',
    ...limitsIn(first?.limits),
    visibility: VISIBILITY[first?.limits?.policyVisibility ?? ''] ?? 'Unavailable',
    projects: [...(first?.limits?.projectsNamesScope ?? [])],
    clusters: onClusters.map(({ clusterId }) => clusterId),
  };
}

const LIMITS: Readonly<
  Record<LimitKind, (read: number, write: number) => NonNullable<DraftPolicyInput['limits']>>
> = {
  limitIOPS: (read, write) => ({ limitIOPS: { readIOPSLimit: read, writeIOPSLimit: write } }),
  limitBw: (read, write) => ({ limitBw: { readBWLimit: read, writeBWLimit: write } }),
  limitIOPSPerGB: (read, write) => ({
    limitIOPSPerGB: { readIOPSPerGBLimit: read, writeIOPSPerGBLimit: write },
  }),
};

/** What a filled-in form asks for. A description that is as it was before stays as each cluster has it. */
export function requestOf(form: PolicyForm, before: PolicyForm | undefined): DraftPolicyInput {
  const { name, description, kind, read, write, visibility, projects, clusters } = form;
  return {
    kind: 'save QoS policy',
    name,
    ...(description === before?.description ? {} : { description }),
    limits: {
      policyVisibility: visibility,
      ...(visibility === 'Scoped' ? { projectsNamesScope: projects } : {}),
      ...LIMITS[kind](Number(read), Number(write)),
    },
    clusters,
  };
}
