import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { workflowReason } from '@asterism/api-types/rules/task-of-workflow';
import { capitalised } from '#/lib/capitalised.ts';

/** A kind of workflow in words; the cluster's name follows the verb. */
interface WorkflowWords {
  /** `Attach` */
  readonly verb: string;
  /** While it runs: `Attaching`. */
  readonly running: string;
}

const WORDS: Readonly<Record<string, WorkflowWords>> = {
  'attach cluster': { verb: 'Attach', running: 'Attaching' },
  'detach cluster': { verb: 'Detach', running: 'Detaching' },
};

const STAGES: Readonly<Record<string, string>> = {
  reach: 'Connect to the endpoint',
  'verify TLS': 'Verify the certificate',
  authenticate: 'Sign in with the service key',
  'read cluster': 'Read cluster identity',
  check: 'Check version and identity',
  register: 'Register the cluster',
  'load inventory': 'Load volumes',
  'stop monitoring': 'Stop monitoring',
  'forget inventory': 'Remove volumes from Asterism',
  'retire key': 'Retire the service key',
  done: 'Finish',
};

interface Named {
  readonly type: string;
  readonly target: string;
}

/** What a workflow does, and to what: `Attach cluster-3`. A type that this console does not know is shown as it is. */
export const workflowName = ({ type, target }: Named): string =>
  `${WORDS[type]?.verb ?? capitalised(type)} ${target}`.trim();

/** A kind of workflow by itself: `Attach`. */
export const workflowKind = (type: string): string => WORDS[type]?.verb ?? capitalised(type);

/** What a workflow is doing: `Attaching cluster-3`. */
export const runningWorkflowName = ({ type, target }: Named): string =>
  `${WORDS[type]?.running ?? capitalised(type)} ${target}`.trim();

/** A stage for people; one that this console does not know is shown as it is. */
export const stageTitle = (name: string): string => STAGES[name] ?? capitalised(name);

type Ended = Pick<FleetWorkflow, 'msg' | 'stages'>;

/** Why a workflow has failed: the cause alone when it is known, for the stage is shown beside it. */
export const causeOf = (workflow: Ended): string => capitalised(workflowReason(workflow));
