import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import { useSearchParams } from 'react-router';
import type { Period } from '#/chart/chart-line.ts';
import { formatTime } from '#/lib/format.ts';

const HOUR = 3600;
/** How far back, by what the address says. */
const RANGES: Readonly<Record<string, { readonly text: string; readonly seconds: number }>> = {
  '1h': { text: '1 h', seconds: HOUR },
  '6h': { text: '6 h', seconds: 6 * HOUR },
  '1d': { text: '1 day', seconds: 24 * HOUR },
  '7d': { text: '7 days', seconds: 7 * 24 * HOUR },
  '30d': { text: '30 days', seconds: 30 * 24 * HOUR },
  '1y': { text: '1 year', seconds: 365 * 24 * HOUR },
  '2y': { text: '2 years', seconds: 2 * 365 * 24 * HOUR },
};
const RANGE = 'range';
const USUAL = '6h';
/** A shorter period would have hardly a sample. */
const SHORTEST = 60;

/** The time that the address names, up to now or between two moments. */
interface HistoryRange {
  /** Of `RANGES`; it is where one comes back to from a period. */
  readonly range: string;
  readonly seconds: number;
  /** What was zoomed to. */
  readonly period: Period | undefined;
  readonly choose: (range: string) => void;
  /** Zooms to a period; out again without one. */
  readonly zoom: (period: Period | undefined) => void;
}

/** A period of whole seconds that is long enough to be drawn. */
function drawable({ from, to }: Period): Period {
  const spare = Math.max(0, SHORTEST - (to - from)) / 2;
  return { from: Math.floor(from - spare), to: Math.ceil(to + spare) };
}

function periodOf(query: URLSearchParams): Period | undefined {
  const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? '') / 1000);
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}

/** The range as the address has it, and how it is changed there. */
export function useHistoryRange(): HistoryRange {
  const [query, setQuery] = useSearchParams();
  const chosen = query.get(RANGE) ?? '';
  const range = Object.hasOwn(RANGES, chosen) ? chosen : USUAL;
  const change = (update: (query: URLSearchParams) => void): void =>
    setQuery(
      (before) => {
        before.delete('from');
        before.delete('to');
        update(before);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    range,
    seconds: RANGES[range]?.seconds ?? HOUR,
    period: periodOf(query),
    choose: (next) => change((now) => now.set(RANGE, next)),
    zoom: (period) =>
      change((now) => {
        if (period === undefined) return;
        const { from, to } = drawable(period);
        now.set('from', new Date(from * 1000).toISOString());
        now.set('to', new Date(to * 1000).toISOString());
      }),
  };
}

type PickerProps = Pick<HistoryRange, 'range' | 'period' | 'choose'>;

/** How far back a history goes, to be chosen. */
export const RangePicker = ({ range, period, choose }: PickerProps) => (
  <ToggleGroup isCompact aria-label="How far back">
    {Object.entries(RANGES).map(([key, { text }]) => (
      <ToggleGroupItem
        key={key}
        text={text}
        buttonId={`ast-range-${key}`}
        isSelected={period === undefined && key === range}
        onChange={() => choose(key)}
      />
    ))}
  </ToggleGroup>
);

/** The way back from what was zoomed to. */
export const ZoomOut = ({ period, zoom }: Pick<HistoryRange, 'period' | 'zoom'>) =>
  period === undefined ? null : (
    <Button variant="link" isInline onClick={() => zoom(undefined)}>
      Zoom out of {formatTime(period.from * 1000)} to {formatTime(period.to * 1000)}
    </Button>
  );
