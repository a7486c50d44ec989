import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Series, SeriesQuestion } from '@asterism/api-types/fleet-api/series-api';
import {
  SERIES_METRICS,
  SERIES_STEPS,
  seriesStepFor,
  type SeriesKind,
} from '@asterism/api-types/rules/series';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Principal } from '../../identity/principal.ts';
import type { SeriesStore } from '../../store/series-store.ts';

export interface SeriesDeps {
  readonly series: Pick<SeriesStore, 'placesOf' | 'rows' | 'follow'>;
  readonly inventory: Pick<Inventory, 'find'>;
}

const [, , { keptFor: LONGEST }] = SERIES_STEPS;

/**
 * Whether somebody may see the history of a subject: clusters and their nodes are the admins', projects and their volumes
 * those of who views them. Whose a volume was that is gone nobody knows.
 */
const MAY_SEE: Readonly<
  Record<
    SeriesKind,
    (principal: Principal, subject: string, inventory: SeriesDeps['inventory']) => boolean
  >
> = {
  cluster: ({ rights }) => rights.isClusterAdmin,
  node: ({ rights }) => rights.isClusterAdmin,
  project: ({ rights }, subject) => rights.canView(subject),
  volume({ rights }, subject, inventory) {
    const volume = inventory.find(subject);
    return volume === undefined ? rights.isClusterAdmin : rights.canView(volume.projectName);
  },
};

/**
 * How the figures of a cluster, node, project or volume have developed; what is no longer there has its history still. Fails with
 * `notFound` for who may not see it, and with `invalidArgument`.
 */
export async function getSeries(
  { series, inventory }: SeriesDeps,
  principal: Principal,
  question: SeriesQuestion,
  now = Date.now(),
): Promise<Result<Series, Failure>> {
  const { kind, subject, metrics } = question;
  const key = kind === 'project' ? subject : subject.toLowerCase();
  if (!MAY_SEE[kind](principal, key, inventory)) {
    return err(
      failure('notFound', `there is no ${kind} ${JSON.stringify(subject)} that you may see`),
    );
  }
  if (kind === 'volume' && inventory.find(key) !== undefined) {
    await series.follow(key, new Date(now));
  }
  if (Date.parse(question.to) <= Date.parse(question.from)) {
    return err(invalidField('to', `must be after ${question.from}`));
  }
  const to = Math.min(Date.parse(question.to), now);
  const from = Math.max(Date.parse(question.from), now - LONGEST * 1000);
  const step = seriesStepFor(from, to, now);
  const first = Math.floor(from / 1000 / step);
  const count = Math.max(0, Math.ceil(to / 1000 / step) - first);
  const at = (place: number): Date => new Date(place * step * 1000);
  const asked = new Set<string>(metrics ?? SERIES_METRICS[kind]);
  const values: Record<string, (number | null)[]> = {};
  for (const place of await series.placesOf({ kind, subject: key })) {
    const rows = await series.rows(step, { from: at(first), to: at(first + count) }, place);
    for (const [index, metric] of place.metrics.entries()) {
      if (!asked.has(metric)) continue;
      const known = (values[metric] ??= Array.from({ length: count }, () => null));
      for (const row of rows) {
        const value = row.values[index];
        if (value === undefined || !Number.isFinite(value)) continue;
        known[Math.floor(row.at.getTime() / 1000 / step) - first] = value;
      }
    }
  }
  return ok({ step, from: at(first).toISOString(), values });
}
