/** A series of a scrape. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedFamily {
  readonly type: string;
  readonly help: string;
  readonly series: readonly Series[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP = new RegExp(`^# HELP (${NAME}) (\\S.*)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|summary)$`);
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})\\{(${LABEL}(?:,${LABEL})*)\\} (-?\\d+(?:\\.\\d+)?)$`);

function labelsFrom(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [pair] of text.matchAll(new RegExp(LABEL, 'g'))) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (name in labels) throw new Error(`the label ${name} is there twice: ${text}`);
    labels[name] = String(JSON.parse(pair.slice(at + 1)));
  }
  return labels;
}

/**
 * Reads the text format of Prometheus (0.0.4), more strictly than Prometheus does: each family once, HELP, TYPE and its
 * samples in that order, no series twice, no timestamps, no empty line. Throws at the first mistake.
 */
export function parseExposition(text: string): ReadonlyMap<string, ParsedFamily> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, { type: string; help: string; series: Series[] }>();
  const seen = new Set<string>();
  let helped: { name: string; help: string } | undefined;
  let current: { name: string; type: string; series: Series[] } | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [, helpName, help = ''] = HELP.exec(line) ?? [];
    const [, typeName, type = ''] = TYPE.exec(line) ?? [];
    if (helpName !== undefined) {
      helped = { name: helpName, help };
    } else if (typeName !== undefined) {
      if (helped?.name !== typeName) throw new Error(`TYPE without its HELP: ${line}`);
      if (families.has(typeName)) throw new Error(`the family is there twice: ${line}`);
      current = { name: typeName, type, series: [] };
      families.set(typeName, { type, help: helped.help, series: current.series });
      helped = undefined;
    } else {
      const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? [];
      const suffix = current?.type === 'summary' ? /^_(sum|count)$/ : /^$/;
      if (current === undefined || helped !== undefined || !name.startsWith(current.name)) {
        throw new Error(`not a sample of ${current?.name}: ${line}`);
      }
      if (!suffix.test(name.slice(current.name.length))) throw new Error(`not its name: ${line}`);
      if (seen.has(name + labels)) throw new Error(`the series is there twice: ${line}`);
      seen.add(name + labels);
      current.series.push({ name, labels: labelsFrom(labels), value: Number(value) });
    }
  }
  return families;
}
