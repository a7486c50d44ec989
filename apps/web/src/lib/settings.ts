import {
  DENSITIES,
  SINGLE_KEYS,
  SYSTEM_ZONE,
  THEMES,
  UNITS,
} from '@asterism/api-types/bff-api/settings-values';
import { oneOf, openChoice } from './choice.ts';

/** `first/show-choices.ts` shows this and the density, from before the first paint. */
export const theme = openChoice('asterism-theme', oneOf(THEMES));
export const density = openChoice('asterism-density', oneOf(DENSITIES));
export const units = openChoice('asterism-units', oneOf(UNITS));

/** The time zone of all times that are shown. */
export const timeZone = openChoice('asterism-time-zone', (kept) => kept ?? SYSTEM_ZONE);

/** Whether keys without Ctrl are shortcuts. Who dictates to the computer turns them off (WCAG 2.1.4). */
export const singleKeys = openChoice('asterism-single-keys', oneOf(SINGLE_KEYS));
