/** What comes along unseen when something is copied: spaces of all kinds, lines, characters without a width. */
const BLANKS_AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** The text without the blanks around it, also those that nobody sees. What is within stays. */
export const tidyText = (text: string): string => text.replaceAll(BLANKS_AROUND, '');

/** The entries in a text: separated by commas, semicolons, spaces or lines; each once. */
export const splitEntries = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map(tidyText)
      .filter((entry) => entry !== ''),
  ),
];
