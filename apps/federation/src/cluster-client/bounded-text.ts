const TEXT_MAX = 512;

/** Text of a cluster, made safe to show and to keep: no control characters, not endless. */
export const boundedText = (text: string): string =>
  text
    .slice(0, TEXT_MAX * 2)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, TEXT_MAX);
