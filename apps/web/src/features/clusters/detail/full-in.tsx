import { forecastFull } from '@asterism/api-types/rules/forecast';
import { useQuery } from '@tanstack/react-query';
import { seriesQuery } from '#/api/series-queries.ts';
import { formatCount } from '#/lib/format.ts';

const DAYS = 30;

const inDays = (days: number): string => formatCount(Math.max(1, Math.round(days)));

interface FullInProps {
  readonly clusterId: string;
  /** Bytes. */
  readonly effective: string;
}

/** When the cluster is full at the pace of the last 30 days; a dash where these do not tell. */
export function FullIn({ clusterId, effective }: FullInProps) {
  const { data, isPlaceholderData } = useQuery(
    seriesQuery({
      kind: 'cluster',
      subject: clusterId,
      metrics: 'physicalUsed',
      seconds: DAYS * 24 * 3600,
    }),
  );
  if (data === undefined || isPlaceholderData) return '–';
  const { from, step, values } = data;
  const sampled = { from: Date.parse(from), step, values: values['physicalUsed'] ?? [] };
  const forecast = forecastFull(sampled, Number(effective));
  if (forecast === undefined) return '–';
  const [earliest, latest] = [inDays(forecast.earliest), inDays(forecast.latest)];
  const range = earliest === latest ? '' : ` (${earliest} to ${latest})`;
  return `${inDays(forecast.days)} days${range}, at the pace of the last ${DAYS} days`;
}
