/** The entries in a text: separated by commas, semicolons, spaces or lines; each once. */
export const splitEntries = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((entry) => entry !== '')),
];
