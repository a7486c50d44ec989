import { federationClient } from '@asterism/test-stack/federation-client';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import { startStack } from '@asterism/test-stack/stack';
import { until } from '@asterism/test-stack/until';
import { repeat, type Figure } from './measure.ts';

const RUNS = 3;
/** Makes each page of 1000 volumes slow enough for the kill to fall into the middle of the attach. */
const LATENCY_MS = 500;

/** Seconds from the restart of a federation that was killed in the middle of an attach until the attach has gone on. */
async function resumeOnce(): Promise<number> {
  const stack = await startStack({ clusters: 1, volumes: 8000, attach: 0 });
  try {
    const apiEndpoint = stack.addresses.clusters[0]?.apiEndpoint ?? '';
    const simulator = simulatorOf(stack.addresses);
    const federation = await federationClient(stack.addresses.federationUrl, 'admin');
    const key = await federation.getServiceCredentials({});
    if (!key.ok) throw new Error(key.error.message);
    await simulator.importCredential({ apiEndpoint, ...key.value });
    await simulator.setFault({ apiEndpoint, fault: { latencyMs: LATENCY_MS } });
    const attach = await federation.attachCluster({ apiEndpoint });
    if (!attach.ok) throw new Error(attach.error.message);
    const progress = async (above: number): Promise<number | undefined> => {
      const answer = await federation.getWorkflow({ workflowId: attach.value.workflowId });
      const percent = answer.ok ? answer.value.workflow.progress.percent : 0;
      return percent > above ? percent : undefined;
    };
    await until('the attach to load volumes', () => progress(50));
    await stack.killFederation();
    const startedAt = performance.now();
    await stack.startFederation();
    const before = (await progress(0)) ?? 0;
    await until('the attach to go on', () => progress(before));
    return (performance.now() - startedAt) / 1000;
  } finally {
    await stack.stop();
  }
}

export const measureResume = async (): Promise<Figure> => ({
  what: 'kill -9 in an attach: goes on after the restart within',
  unit: 's',
  values: await repeat(RUNS, resumeOnce),
  atMost: 15,
});
