import { describe, expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { answerNaively } from '../../test-support/naive-answer.ts';
import { FIRST_PAGE, homeOf, put, statisticsOf } from '../../test-support/packed-volumes.ts';
import { volumeOf } from '../../test-support/volumes.ts';
import { createVolumeAnswers } from './answer-volumes.ts';
import { NONE } from './uuid-index.ts';
import { createVolumeColumns } from './volume-columns.ts';

describe('many volumes', () => {
  const many = Array.from({ length: 9_000 }, (_, n) => {
    const scattered = (n * 7919) % 9_000;
    return volumeOf(scattered * 0x10001, {
      name: `${n % 3 === 0 ? 'Disk' : 'pvc'}-${scattered}`,
      size: String((n % 50) * 4096),
      projectName: `project-${n % 7}`,
      state: n % 11 === 0 ? 'Failed' : 'Available',
      labels: n % 5 === 0 ? [{ key: 'env', value: 'prod' }] : [{ key: 'n', value: `${scattered}` }],
      acl: { values: Array.from({ length: n % 4 }, (_, i) => `nqn.host-${i}`) },
      statistics: statisticsOf(String((n % 500) * 4096), (scattered % 90) / 10),
    });
  });
  const questions: Partial<FleetVolumesQuestion>[] = [
    {},
    { offset: 5_000, order: 'desc' },
    { sort: 'size', offset: 777 },
    { sort: 'project', offset: 2_000 },
    { search: 'disk-1' },
    { search: 'vcx' },
    { search: '19 prod', sort: 'created', order: 'desc' },
    { search: 'vc', project: ['project-3'], offset: 300 },
    { search: 'c', state: ['Failed'], sort: 'cluster' },
    { search: '0001-4', sort: 'state', offset: 3 },
    { sort: 'used', offset: 4_000 },
    { sort: 'ratio', order: 'desc', offset: 4_400 },
    { sort: 'labels', offset: 1_700, project: ['project-2'] },
    { sort: 'acl', order: 'desc', offset: 2_200 },
    { search: 'disk', sort: 'uuid', offset: 100 },
  ];

  test('are found in every way, also after most of them were replaced', () => {
    const columns = createVolumeColumns();
    const answer = createVolumeAnswers(columns);
    const home = homeOf('c');
    const all = new Map<string, Volume>();
    const check = (): void => {
      for (const part of questions) {
        const question = { ...FIRST_PAGE, limit: 20, ...part };
        const naive = answerNaively([...all.values()], question, undefined);
        expect(answer(question, undefined)).toEqual(naive);
      }
    };
    for (const volume of many) {
      put(columns, home, volume);
      all.set(volume.UUID, { ...volume, clusterId: 'c' });
    }
    check();
    for (const [n, volume] of many.entries()) {
      if (n % 3 === 1) {
        columns.remove(columns.uuids.find(volume.UUID));
        all.delete(volume.UUID);
      } else {
        const renamed = { ...volume, name: `${volume.name}-vcx`, size: String(n) };
        put(columns, home, renamed);
        all.set(volume.UUID, { ...renamed, clusterId: 'c' });
      }
      if (n === 4_500) check();
    }
    check();
    for (const [n, { UUID }] of many.entries()) {
      const slot = columns.uuids.find(UUID);
      if (slot !== NONE) columns.remove(slot);
      all.delete(UUID);
      // What was found before is kept, but for those that are gone.
      if (n === 99) check();
    }
    expect(columns.linked()).toBe(0);
    for (const search of [undefined, 'disk-1']) {
      const none = { volumes: [], total: 0 };
      expect(answer({ ...FIRST_PAGE, search }, undefined)).toMatchObject(none);
    }
  });
});
