/** How bad a problem is, the worst first. */
export const PROBLEM_SEVERITIES = ['Critical', 'Warning', 'Info'] as const;
export type ProblemSeverity = (typeof PROBLEM_SEVERITIES)[number];

/** The rules that find problems. Apart from what they say: whoever shows problems needs no thresholds. */
export const PROBLEM_RULE_NAMES = [
  'clusterUnreachable',
  'clusterRefuses',
  'clusterOverdue',
  'volumesNotAvailable',
  'volumesReadOnly',
  'volumesDegraded',
  'volumesFailed',
  'volumesInUnknownState',
  'volumesSlow',
  'snapshotsFailed',
  'nodesNotActive',
  'nodesReadOnly',
  'nodesRebuilding',
  'clusterNearlyFull',
  'clusterFillingUp',
  'overProvisioned',
  'rowsUnreadable',
  'clusterReportsError',
  'clusterReportsWarning',
] as const;
export type ProblemRuleName = (typeof PROBLEM_RULE_NAMES)[number];
