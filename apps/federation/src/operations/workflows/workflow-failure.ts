import {
  failure,
  fieldFailure,
  type Failure,
  type GrpcCodeName,
} from '@asterism/api-types/common/failure';
import type { WorkflowRefusal, WorkflowRefusalReason } from '../../workflows/workflow-refusal.ts';

const CODES: Readonly<Record<WorkflowRefusalReason, GrpcCodeName>> = {
  'unknown cluster': 'notFound',
  'cluster being attached': 'aborted',
  'attach with another certificate': 'aborted',
  'unknown workflow': 'notFound',
  'workflow ended': 'aborted',
  'too late to cancel': 'aborted',
};

/** The refusal of a workflow as the failure of a request. */
export const workflowFailure = ({ reason, message }: WorkflowRefusal): Failure =>
  reason === 'attach with another certificate'
    ? fieldFailure(CODES[reason], 'tlsFingerprint', message)
    : failure(CODES[reason], message);
