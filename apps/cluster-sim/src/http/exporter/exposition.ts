/** What is measured under one name, in the text format of Prometheus (0.0.4). */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  /** One line. */
  readonly help: string;
  /** Of a summary each with its sum and its count. */
  readonly samples: () => Iterable<Sample>;
}

export interface Sample {
  /** As {@link labelsOf} wrote them. */
  readonly labels: string;
  readonly value: number;
  /** Of a summary, whose value is its sum. */
  readonly count?: number | undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** Labels as the format has them: `{a="1",b="2"}`. */
export const labelsOf = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, (one) => ESCAPED[one] ?? '')}"`,
    )
    .join(',')}}`;

/** About so many characters are sent at once: others have their turn in between. */
const CHUNK = 65_536;

/**
 * The text, in pieces. Written here and not by prom-client: that keeps every series as an object, and a node has hundreds
 * of thousands that are different at each scrape.
 */
export function* textOf(families: Iterable<Family>): Generator<string> {
  let text = '';
  for (const { name, type, help, samples } of families) {
    text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    for (const { labels, value, count } of samples()) {
      text +=
        count === undefined
          ? `${name}${labels} ${value}\n`
          : `${name}_sum${labels} ${value}\n${name}_count${labels} ${count}\n`;
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
  }
  yield text;
}
