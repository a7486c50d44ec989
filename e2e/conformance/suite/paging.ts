import { expect, test } from 'vitest';
import { volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';

async function uuidsOf(volumes: AsyncIterable<{ readonly UUID: string }>): Promise<string[]> {
  const uuids: string[] = [];
  for await (const { UUID } of volumes) uuids.push(UUID);
  return uuids;
}

/** Pages by `offsetUUID` (reference: List volumes), of a project whose volumes do not change during the test. */
export function testPaging(target: () => Target): void {
  test('A walk by small pages finds every volume once, in order, as one by large pages does', async () => {
    const volumes = volumesOf(target());
    const project = `&projectName=${target().restingProject}`;
    const byLarge = await uuidsOf(volumes.walk(project));
    const bySmall = await uuidsOf(volumes.walk(project, 37));
    expect(bySmall).toEqual(byLarge);
    expect(new Set(bySmall).size).toBe(bySmall.length);
    expect(bySmall.toSorted()).toEqual(bySmall);
  });

  test('A page begins behind its offset, whether that exists or not', async () => {
    const volumes = volumesOf(target());
    const project = `&projectName=${target().restingProject}`;
    const all = await uuidsOf(volumes.walk(project));
    const offset = '80000000-0000-4000-8000-000000000000';
    const answer = await target().send({
      method: 'GET',
      path: `/api/v2/volumes?limit=1000${project}&offsetUUID=${offset}`,
      headers: target().credentials('admin'),
    });
    const expected = all.filter((UUID) => UUID > offset).slice(0, 1000);
    expect(answer.json['volumes']).toMatchObject(expected.map((UUID) => ({ UUID })));
  });
}
