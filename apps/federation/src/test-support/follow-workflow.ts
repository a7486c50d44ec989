import { setTimeout as pause } from 'node:timers/promises';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FederationClient } from './test-federation.ts';

const TIMEOUT_MS = 120_000;
const LOOK_MS = 20;

/** Polls a workflow until it is as wished; all that was seen of it, the last one last. Throws when it takes too long. */
export async function followUntil(
  client: FederationClient,
  workflowId: string,
  isWished: (workflow: FleetWorkflow) => boolean,
): Promise<FleetWorkflow[]> {
  const seen: FleetWorkflow[] = [];
  const deadline = performance.now() + TIMEOUT_MS;
  while (performance.now() < deadline) {
    const answer = await client.getFleetWorkflow({ workflowId });
    if (!answer.ok) throw new Error(answer.error.message);
    seen.push(answer.value);
    if (isWished(answer.value)) return seen;
    await pause(LOOK_MS);
  }
  throw new Error(`the workflow is still ${JSON.stringify(seen.at(-1))}`);
}

/** Polls a workflow until it has ended. */
export const followToEnd = (
  client: FederationClient,
  workflowId: string,
): Promise<FleetWorkflow[]> => followUntil(client, workflowId, ({ state }) => isFinal(state));
