import type { TestContext } from 'vitest';
import type { Target } from '../targets/target.ts';
import { wireVolumes } from '../targets/volumes.ts';
import type { Ask } from './ask.ts';

/** Skips a test that takes volumes to read, where a real cluster has none and none may be created. */
export async function needsVolumes(
  { kind, mayWrite, restingProject }: Target,
  { get }: Ask,
  { skip }: TestContext,
): Promise<void> {
  if (kind !== 'live' || mayWrite) return;
  const { json } = await get(`/volumes?limit=1&projectName=${restingProject}`);
  skip(wireVolumes(json).length === 0, `the project ${restingProject} has no volumes`);
}
