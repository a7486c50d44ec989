import { IN_MOTION_MS, RESTING_PROJECT, VIEWER_PROJECT } from '@asterism/test-stack/stack';
import type { Target } from './target.ts';

/** What all servers of the tests' own stack have in common: its projects and clocks, and that anything may be done to them. */
export const OF_THE_STACK = {
  project: 'default',
  otherProject: 'globex',
  viewerProject: VIEWER_PROJECT,
  restingProject: RESTING_PROJECT,
  inMotionMs: IN_MOTION_MS,
  mayWrite: true,
  hasViewer: true,
} as const satisfies Partial<Target>;
