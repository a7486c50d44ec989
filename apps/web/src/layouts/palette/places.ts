import { THEMES, type Theme } from '@asterism/api-types/bff-api/settings-values';
import type { Rights } from '@asterism/api-types/rules/roles';
import { missingRight } from '#/domain/missing-right.ts';
import { leave } from '#/layouts/leave.ts';
import { sectionsFor } from '#/layouts/sections.ts';
import { paths } from '#/lib/paths.ts';
import { density, singleKeys, theme, units } from '#/lib/settings.ts';
import type { Act, PaletteEntry } from './entry.ts';

const entry = (text: string, detail: string, act: Act): PaletteEntry => ({
  id: `${detail} ${text}`,
  text,
  detail,
  act,
});
const go = (text: string, to: string, detail: string): PaletteEntry =>
  entry(text, detail, { kind: 'go', to });
const setting = (text: string, run: () => void): PaletteEntry =>
  entry(text, 'Setting', { kind: 'run', run });

/** The pages that a user with these rights may open. */
export const pagesFor = (rights: Rights): readonly PaletteEntry[] => [
  ...sectionsFor(rights).map(({ name, path }) => go(name, path, 'Page')),
  go('Settings', paths.settings(), 'Page'),
  go('Your sessions', paths.sessions(), 'Page'),
];

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  system: 'Use the theme of the system',
  light: 'Use the light theme',
  dark: 'Use the dark theme',
  'high-contrast': 'Use the high contrast theme',
};

/** What can be done without naming an object. */
export const commandsFor = (rights: Rights): readonly PaletteEntry[] => [
  {
    ...go('Create a volume', paths.newVolume(), 'Action'),
    reason: missingRight(rights, 'createVolume'),
  },
  ...(rights.isClusterAdmin
    ? [
        go('Attach a cluster', paths.attachCluster(), 'Action'),
        go('Plan where many volumes would go', paths.planVolumes(), 'Action'),
      ]
    : []),
  ...(rights.isClusterAdmin
    ? [entry('View as a project’s viewer or admin', 'Action', { kind: 'overlay', name: 'view-as' })]
    : []),
  ...THEMES.map((each) => setting(THEME_WORDS[each], () => theme.choose(each))),
  setting('Make rows compact', () => density.choose('compact')),
  setting('Make rows comfortable', () => density.choose('comfortable')),
  setting('Show sizes in binary units (GiB)', () => units.choose('binary')),
  setting('Show sizes in decimal units (GB)', () => units.choose('decimal')),
  singleKeys.get() === 'on'
    ? setting('Turn single-key shortcuts off', () => singleKeys.choose('off'))
    : setting('Turn single-key shortcuts on', () => singleKeys.choose('on')),
  go('Change your password', paths.settings(), 'Setting'),
  go('Change the time zone', paths.settings(), 'Setting'),
  entry('Show keyboard shortcuts', 'Help', { kind: 'overlay', name: 'shortcuts' }),
  entry('Show the API calls of this page', 'Help', { kind: 'overlay', name: 'calls' }),
  entry('Open the API documentation', 'Help', { kind: 'leave', to: '/docs' }),
  entry('About Asterism', 'Help', { kind: 'overlay', name: 'about' }),
  go('Sign out everywhere else', paths.sessions(), 'Your sessions'),
  entry('Sign out', 'Action', { kind: 'run', run: () => void leave() }),
];
