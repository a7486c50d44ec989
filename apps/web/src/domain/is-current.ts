import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';

/** Whether what is known of a cluster is as it is now: it is connected, and answers when it should. */
export const isCurrent = ({ status, overdue }: Pick<Freshness, 'status' | 'overdue'>): boolean =>
  status === 'Connected' && !overdue;
