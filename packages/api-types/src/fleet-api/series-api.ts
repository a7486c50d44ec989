import { z } from 'zod/mini';
import { TEXT_MAX } from '../cluster-api/text-limits.ts';
import { defineOperation } from '../common/operation.ts';
import { listOut, shortText, textOut, uuid } from '../common/scalars.ts';
import { SERIES_KINDS, SERIES_METRICS } from '../rules/series.ts';
import { anyOf } from './fleet-volumes.ts';

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-29T06:00:00Z' });

const METRICS = [...new Set(Object.values(SERIES_METRICS).flat())];

const seriesInput = z.object({
  kind: z.enum(SERIES_KINDS, { error: `must be one of ${SERIES_KINDS.join(', ')}` }),
  /** The UUID of the cluster, node or volume, or the name of the project. */
  subject: shortText(TEXT_MAX.name).check(z.minLength(1, 'must not be empty')),
  /** All that there are of the kind, unless some are named. */
  metrics: anyOf(METRICS),
  from: time,
  to: time,
});

export type SeriesQuestion = z.output<typeof seriesInput>;

const seriesOutput = z.object({
  /** Seconds from one value to the next: the finest that has the range in 1,500 values. From 300 on each is a mean. */
  step: z.number(),
  /** The time of the first value: the beginning of what it is the mean of. */
  from: z.string(),
  /** By metric, as many as there are steps; null where nothing is known. */
  values: z.record(z.string(), z.array(z.nullable(z.number()))),
});
export type Series = z.infer<typeof seriesOutput>;

/** Starting: it was not asked yet. */
export const EXPORTER_STATES = ['Starting', 'On', 'Off'] as const;
export type ExporterState = (typeof EXPORTER_STATES)[number];

const exporter = z.object({
  clusterId: z.string(),
  nodeId: z.string(),
  nodeName: textOut,
  /** `<host>:<port>`; empty where the node says no address. */
  address: textOut,
  state: z.enum(EXPORTER_STATES),
  /** Why it is off; empty when it is not. */
  reason: textOut,
});
export type FleetExporter = z.infer<typeof exporter>;

/** How the fleet came to be as it is. */
export const seriesApi = {
  getSeries: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/series',
    summary:
      'How the figures of a cluster, node, project or volume have developed. Those of a volume are kept once somebody has asked.',
    source: 'ours',
    input: seriesInput,
    output: seriesOutput,
    errors: [400, 401, 404],
  }),
  listExporters: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/exporters',
    summary: 'Whether the exporters of the nodes answer, which measure what is read and written.',
    source: 'ours',
    input: z.object({ clusterId: z.optional(uuid) }),
    output: z.object({ exporters: listOut(exporter) }),
    errors: [400, 401, 403],
  }),
} as const;

export type SeriesOperationName = keyof typeof seriesApi;
