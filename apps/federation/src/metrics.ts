import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram } from 'prom-client';
import { CONNECTION_STATUSES } from '@asterism/api-types/federation-api/cluster';
import { READ_LISTS } from '@asterism/api-types/fleet-api/fleet-cluster';
import { createMetricsRegistry, type MetricsRegistry } from '@asterism/server-kit/metrics';
import type { WorkflowRow } from './store/workflow-store.ts';
import type { FleetMonitor } from './monitor/fleet-monitor.ts';

/** What Prometheus reads. Names and counts only: nothing in it is secret. */
export interface Metrics extends Pick<MetricsRegistry, 'serve'> {
  readonly count: RequestHandler;
  workflowEnded(workflow: WorkflowRow): void;
}

export function createMetrics(monitor: Pick<FleetMonitor, 'clusters' | 'snapshot'>): Metrics {
  const { registry, serve } = createMetricsRegistry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'asterism_http_request_seconds',
    help: 'How long requests took.',
    labelNames: ['method', 'status'],
    registers,
  });
  const workflows = new Counter({
    name: 'asterism_workflows_ended_total',
    help: 'Workflows that ended.',
    labelNames: ['type', 'state'],
    registers,
  });
  const invalidData = new Gauge({
    name: 'asterism_clusters_answering_nonsense',
    help: 'Attached clusters that send invalid data.',
    registers,
    collect() {
      const snapshots = monitor.clusters().map(({ id }) => monitor.snapshot(id));
      invalidData.set(
        snapshots.filter(({ invalidDataSince }) => invalidDataSince !== undefined).length,
      );
    },
  });
  const unreadable = new Gauge({
    name: 'asterism_unreadable_rows',
    help: 'Rows of the lists of attached clusters that do not fit the API and are left out.',
    labelNames: ['list'],
    registers,
    collect() {
      const all = monitor.clusters().flatMap(({ id }) => monitor.snapshot(id).unreadable);
      for (const list of READ_LISTS) {
        const ofList = all.filter((one) => one.list === list);
        unreadable.set(
          { list },
          ofList.reduce((sum, { rows }) => sum + rows, 0),
        );
      }
    },
  });
  const clusters = new Gauge({
    name: 'asterism_clusters',
    help: 'Attached clusters by connection status.',
    labelNames: ['status'],
    registers,
    collect() {
      for (const status of CONNECTION_STATUSES) {
        const count = monitor.clusters().filter((cluster) => cluster.status === status).length;
        clusters.set({ status }, count);
      }
    },
  });

  return {
    count(request, response, next) {
      const end = requests.startTimer();
      response.once('close', () => {
        end({ method: request.method, status: response.statusCode });
      });
      next();
    },
    serve,
    workflowEnded: ({ type, state, canceledBy }) =>
      workflows.inc({ type, state: canceledBy === null ? state : 'CANCELED' }),
  };
}
