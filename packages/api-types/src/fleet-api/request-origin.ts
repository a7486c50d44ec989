/** By what a person asked: the console, as its server proves, or the API. */
export const REQUEST_ORIGINS = ['console', 'api'] as const;
export type RequestOrigin = (typeof REQUEST_ORIGINS)[number];
