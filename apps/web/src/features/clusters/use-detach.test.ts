import { fleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { newestDetach } from './use-detach.ts';

const workflow = (id: string, type: string, clusterId: string) =>
  fleetWorkflow.parse({ id, type, clusterId, stages: [] });

test('the newest detach of the cluster is followed, not its attach nor another cluster’s detach', () => {
  const workflows = [
    workflow('4', 'attach cluster', 'a'),
    workflow('3', 'detach cluster', 'b'),
    workflow('2', 'detach cluster', 'a'),
    workflow('1', 'detach cluster', 'a'),
  ];
  expect(newestDetach(workflows, 'a')?.id).toBe('2');
  expect(newestDetach(workflows, 'c')).toBeUndefined();
});
