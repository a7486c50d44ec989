/** High contrast is light or dark, as the system prefers. */
export const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** How high the rows of lists are. */
export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** In powers of 1024 (GiB) or of 1000 (GB). */
export const UNITS = ['binary', 'decimal'] as const;
export type Units = (typeof UNITS)[number];

/** Whether keys without Ctrl are shortcuts. */
export const SINGLE_KEYS = ['on', 'off'] as const;

/** The time zone of the reader's system. Others are `UTC` and names such as `Europe/Berlin`. */
export const SYSTEM_ZONE = 'system';
