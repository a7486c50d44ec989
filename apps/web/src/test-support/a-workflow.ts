import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';

/** A workflow that has failed, with the given facts. */
export const aWorkflow = (facts: Partial<FleetWorkflow> = {}): FleetWorkflow => ({
  id: '00000000-0000-4000-8000-000000000001',
  createdAt: '2026-11-29T06:00:00.000Z',
  startedAt: '2026-11-29T06:00:00.000Z',
  endedAt: '2026-11-29T06:00:40.000Z',
  type: 'attach cluster',
  state: 'FAILED',
  msg: 'authenticate: the cluster does not accept the key',
  progress: { percent: 30, stage: 'authenticate' },
  stages: [],
  target: 'lb-east-01',
  clusterId: '',
  pubKeyId: '',
  startedBy: 'ada',
  ...facts,
});
