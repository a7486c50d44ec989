import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { volumeOperations } from './volume-operations.ts';
import { inProject } from './project-name.ts';

const scoped = (path: string) =>
  path.replace('/api/v2/volumes', '/api/v2/projects/{projectName}/volumes');

const { listVolumes, createVolume, getVolume, deleteVolume, updateVolume } = volumeOperations;

/** The volume operations under a project's path: the same messages, the project from the path (lightbits-api §9). */
export const projectVolumeOperations = {
  listProjectVolumes: defineOperation({
    ...listVolumes,
    path: scoped(listVolumes.path),
    source: 'lightbits-api §9',
    input: z.extend(listVolumes.input, inProject),
  }),
  createProjectVolume: defineOperation({
    ...createVolume,
    path: scoped(createVolume.path),
    source: 'lightbits-api §9',
  }),
  getProjectVolume: defineOperation({
    ...getVolume,
    path: scoped(getVolume.path),
    source: 'lightbits-api §9',
    input: z.extend(getVolume.input, inProject),
  }),
  deleteProjectVolume: defineOperation({
    ...deleteVolume,
    path: scoped(deleteVolume.path),
    source: 'lightbits-api §9',
    input: z.extend(deleteVolume.input, inProject),
  }),
  updateProjectVolume: defineOperation({
    ...updateVolume,
    path: scoped(updateVolume.path),
    source: 'lightbits-api §9',
    input: z.extend(updateVolume.input, inProject),
  }),
} as const;
