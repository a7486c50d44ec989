import { InvalidDataError } from '../cluster-client/read-text.ts';
import type { IoCounters } from './io-counters.ts';
import { COUNTED_METRICS, secondsIn, type CountedMetric } from './metric-names.ts';

/** Reads an answer piece by piece. */
export interface ExpositionReader {
  /** Throws {@link InvalidDataError} when it is none. */
  take(chunk: Buffer): void;
  /** After the last piece; throws too. */
  end(): void;
}

const LINE_MAX = 64 * 1024;
const NEWLINE = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const COMMA = 0x2c;
const EQUALS = 0x3d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const HELP = /^# HELP (\S+?)(?:_sum)? (.*)$/;
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = { node: Buffer.from('node_id'), volume: Buffer.from('volume_id') };

const noMetrics = (): InvalidDataError => new InvalidDataError('what it answers is no metrics');

/** Where the bytes have one of two values, from a place on; at the end when nowhere. */
function seek(data: Buffer, from: number, end: number, one: number, other: number): number {
  let at = from;
  while (at < end && data[at] !== one && data[at] !== other) at += 1;
  return at;
}

const isAt = (data: Buffer, from: number, to: number, text: Buffer): boolean =>
  to - from === text.length && data.compare(text, 0, text.length, from, to) === 0;

/** The value of a label, and where the labels end. What is quoted may have anything in it, also what looks like a label. */
function labelIn(data: Buffer, from: number, end: number, wanted: Buffer): [string, number] {
  let value = '';
  let at = from + 1;
  while (data[at] !== CLOSING_BRACE) {
    while (data[at] === BLANK || data[at] === COMMA) at += 1;
    const equals = seek(data, at, end, EQUALS, EQUALS);
    const opening = equals + 2;
    if (opening >= end || data[equals + 1] !== QUOTE) throw noMetrics();
    let close = seek(data, opening, end, QUOTE, BACKSLASH);
    while (data[close] === BACKSLASH) close = seek(data, close + 2, end, QUOTE, BACKSLASH);
    if (close + 1 >= end) throw noMetrics();
    if (isAt(data, at, equals, wanted)) value = data.toString('latin1', opening, close);
    at = close + 1;
  }
  return [value, at + 1];
}

/**
 * Reads the text format of Prometheus (0.0.4) as it arrives: the counters that are known by name, and nothing else. The
 * libraries for it want the text as a whole, and make an object of each line: of a node with ten thousand volumes it has
 * 88 MB and 320,000 lines.
 */
export function createExpositionReader(
  counters: Readonly<Record<CountedMetric['of'], IoCounters>>,
): ExpositionReader {
  let rest: Buffer = Buffer.alloc(0);
  let lastName: Buffer = Buffer.alloc(0);
  let metric: CountedMetric | undefined;
  const seconds = new Map<string, number>();
  let isKnown = false;

  /** Lines of one name follow each other: most names are looked up once. */
  function readName(data: Buffer, from: number, to: number): void {
    if (isAt(data, from, to, lastName)) return;
    const name = data.toString('latin1', from, to);
    if (!NAME.test(name)) throw noMetrics();
    lastName = Buffer.from(name);
    metric = COUNTED_METRICS.get(name);
    isKnown ||= metric !== undefined;
  }

  function readLine(data: Buffer, from: number, end: number): void {
    if (from === end) return;
    if (data[from] === HASH) {
      const [, name, help = ''] = HELP.exec(data.toString('utf8', from, end)) ?? [];
      const unit = secondsIn(help);
      if (name !== undefined && unit !== undefined) seconds.set(name, unit);
      return;
    }
    const nameEnd = seek(data, from, end, OPENING_BRACE, BLANK);
    readName(data, from, nameEnd);
    if (metric === undefined) return;
    if (data[nameEnd] !== OPENING_BRACE) throw noMetrics();
    const [subject, labelsEnd] = labelIn(data, nameEnd, end, LABEL[metric.of]);
    const valueFrom = labelsEnd + 1;
    const value = Number(
      data.toString('latin1', valueFrom, seek(data, valueFrom, end, BLANK, BLANK)),
    );
    if (subject === '' || data[labelsEnd] !== BLANK || valueFrom >= end) throw noMetrics();
    if (!Number.isFinite(value) || value < 0) throw noMetrics();
    const unit = metric.timedBy === undefined ? 1 : seconds.get(metric.timedBy);
    // A time without a unit leaves nothing to be known of the sum: between two of these there is no number.
    counters[metric.of].add(subject, metric.counter, unit === undefined ? Infinity : value * unit);
  }

  return {
    take(chunk) {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (;;) {
        const end = data.indexOf(NEWLINE, from);
        if (end < 0) break;
        readLine(data, from, end);
        from = end + 1;
      }
      rest = data.subarray(from);
      if (rest.length > LINE_MAX) throw noMetrics();
    },
    end() {
      if (rest.length > 0) throw noMetrics();
      if (!isKnown) throw new InvalidDataError('what it answers has no counters of a node');
    },
  };
}
