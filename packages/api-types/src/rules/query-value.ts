/** A text as it is written within a line of conditions: in quotes where it would be read otherwise. */
export const quotedText = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** A value as it is written in a line. */
export const printValue = (text: string): string =>
  /[\s",\\]/.test(text) || text === '' ? quotedText(text) : text;
