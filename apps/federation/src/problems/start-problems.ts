import type { Logger } from 'pino';
import type { CapacityThresholds } from '@asterism/api-types/rules/capacity';
import type { Database } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import { createHeldRules, type HeldRules } from '../operations/problems/held-rules.ts';
import type { ProblemStore } from '../store/problem-store.ts';
import { observeFleet, type ObservedSources } from './observe-fleet.ts';
import { openProblemNotifications } from './problem-notifications.ts';
import { createProblemWatch } from './problem-watch.ts';

const EVERY_MS = 5_000;

/** The rules, with the thresholds that they give to the verdict on a cluster. */
export async function openRules(
  store: ProblemStore,
  provisioningThreshold: number | undefined,
): Promise<{ readonly rules: HeldRules; readonly thresholds: () => CapacityThresholds }> {
  const rules = createHeldRules(store, provisioningThreshold);
  await rules.read();
  return {
    rules,
    thresholds() {
      const { clusterFillingUp, clusterNearlyFull, overProvisioned } = rules.all();
      return {
        fillingUp: clusterFillingUp.raiseAt,
        nearlyFull: clusterNearlyFull.raiseAt,
        provisioning: overProvisioned.raiseAt,
      };
    },
  };
}

/** Compares the fleet with the rules every few seconds, until it is closed. */
export async function startProblems(options: {
  readonly database: Database;
  readonly store: ProblemStore;
  readonly rules: HeldRules;
  readonly sources: ObservedSources;
  readonly bus: EventBus;
  readonly log: Logger;
}): Promise<{ readonly changed: () => void; close(): Promise<void> }> {
  const { store, rules, sources, log } = options;
  const lost = (error: unknown): void => log.warn({ err: error }, 'problems could not be compared');
  const notifications = await openProblemNotifications({
    ...options,
    onOthers: () => void rules.read().catch(lost),
  });
  const watch = createProblemWatch({
    store,
    rules,
    observe: () => observeFleet(sources, Date.now()),
    changed: (projects) => notifications.changed(projects),
  });
  let comparing: Promise<void> | undefined;
  const timer = setInterval(() => {
    comparing ??= watch
      .compare()
      .catch(lost)
      .finally(() => {
        comparing = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    changed: () => notifications.changed(new Set()),
    async close() {
      clearInterval(timer);
      await comparing;
      await notifications.close();
    },
  };
}
