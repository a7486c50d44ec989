import { allowed, refused, type Rule } from './verdict.ts';
import { volumeNameRule } from './volume-name.ts';

export interface Label {
  readonly key: string;
  readonly value: string;
}

/** The most labels that a volume may have (lightbits-api §4). */
export const LABELS_MAX = 16;

/** A volume's labels: at most 16, keys and values as names are, no key twice (lightbits-api §4). */
export const labelsRule: Rule<readonly Label[]> = (labels) => {
  if (labels.length > LABELS_MAX) return refused(`must be at most ${LABELS_MAX} labels`);
  const seen = new Set<string>();
  for (const { key, value } of labels) {
    for (const [what, text] of [
      ['key', key],
      ['value', value],
    ] as const) {
      const verdict = volumeNameRule(text);
      if (!verdict.allowed)
        return refused(`label ${what} ${JSON.stringify(text)} ${verdict.reason}`);
    }
    if (seen.has(key)) return refused(`label key ${JSON.stringify(key)} is given twice`);
    seen.add(key);
  }
  return allowed;
};
