import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery } from '@tanstack/react-query';
import { probeQuery } from '#/api/attach-queries.ts';
import { adviceOn, attachAdvice, connectionAdvice } from '#/domain/attach-failure.ts';
import type { AttachState, AttachStep } from './attach-state.ts';

/** The step of an attach that has failed, by its workflow, or by what the endpoint answers before there is one. */
export function useFailedStep(
  { step, endpoint, confirmed }: AttachState,
  workflow: FleetWorkflow | undefined,
): AttachStep | undefined {
  const isProbed = step === 'certificate' || step === 'key';
  const fingerprint = step === 'key' ? confirmed : undefined;
  const { data: probe, isError } = useQuery({
    ...probeQuery(endpoint, fingerprint),
    enabled: isProbed,
  });
  if (step === 'attach') {
    return workflow?.state === 'FAILED' ? (attachAdvice(workflow).retryAt ?? 'attach') : undefined;
  }
  if (!isProbed) return undefined;
  if (probe === undefined) return isError ? step : undefined;
  if (!probe.reachable) return connectionAdvice(probe.problem ?? 'unreachable').retryAt ?? step;
  const { keyProblem } = probe;
  // A key that is not imported yet is what this step is for.
  if (keyProblem === undefined || keyProblem.kind === 'key-refused') return undefined;
  return adviceOn(keyProblem).retryAt ?? step;
}
