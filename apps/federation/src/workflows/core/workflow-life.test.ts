import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { decideCancel } from './decide-cancel.ts';
import { decideReconcile } from './decide-reconcile.ts';
import {
  abandonStep,
  nextStep,
  RETRY_DELAYS,
  type Outcome,
  type Step,
  type StopReason,
  type WorkflowProgress,
} from './next-step.ts';
import { refusal, STAGE_THREW } from './stage-failure.ts';
import { percentAt, stagesOf, type PlannedStage } from './stages.ts';
import { STAGE_TRANSITIONS, WORKFLOW_TRANSITIONS } from './workflow-states.ts';

const NOW = new Date(0);

/** What happens to a workflow while it waits for its next step. */
type Happening =
  | { kind: 'done' | 'busy' | 'refused' | 'threw' }
  | { kind: 'report'; fraction: number }
  /** The process dies. */
  | { kind: 'kill' }
  | { kind: 'stop'; reason: StopReason }
  | { kind: 'cancel'; tooLate: boolean }
  /** pg-boss has used up the attempts of its job. */
  | { kind: 'job abandoned' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'done' as const }) },
  { weight: 4, arbitrary: fc.constantFrom({ kind: 'busy' as const }, { kind: 'threw' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'refused' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('report' as const), fraction: fc.double() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'kill' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stop' as const),
      reason: fc.constantFrom<StopReason>('overtaken', 'interrupted'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancel' as const), tooLate: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'job abandoned' as const }) },
);

const plan: fc.Arbitrary<PlannedStage[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 100 }), { maxLength: 6 })
  .map((percents) =>
    percents.toSorted((a, b) => a - b).map((percent, index) => ({ name: `s${index}`, percent })),
  );

/** A workflow as the database keeps it, and what was done to it. */
class StoredWorkflow {
  current: WorkflowProgress;
  /** All that was stored, in order. */
  readonly history: WorkflowProgress[];
  /** The stages that were run, in order. */
  readonly attempts: { run: number; stage: string; wasDone: boolean; attempt: number }[] = [];
  #runs = 0;
  readonly waits: number[] = [];
  readonly stops: { reason: string; expected: string }[] = [];
  readonly cancels: { wasFinal: boolean; tooLate: boolean; isCanceled: boolean }[] = [];
  readonly #plan: readonly PlannedStage[];

  constructor(plan: readonly PlannedStage[]) {
    this.#plan = plan;
    this.current = { state: 'PENDING', percent: 0, stages: stagesOf(plan) };
    this.history = [this.current];
  }

  store(change: Partial<WorkflowProgress>): void {
    this.current = { ...this.current, ...change };
    this.history.push(this.current);
  }

  end(step: Step<object>): void {
    if (step.kind === 'complete') this.store({ state: 'COMPLETED', percent: 100 });
    if (step.kind === 'fail') this.store({ state: 'FAILED', stages: step.stages });
  }

  abandon(): void {
    const decided = decideReconcile({ kind: 'abandoned', attempts: 101, end: 'process ended' });
    if (decided.kind !== 'abandon' || isFinal(this.current.state)) return;
    this.store({ state: 'RUNNING' });
    this.end(abandonStep({ workflow: this.current, plan: this.#plan }, decided.failure, NOW));
  }

  cancel(tooLate: boolean): void {
    const wasFinal = isFinal(this.current.state);
    const request = { subject: 'ann', tooLate: tooLate ? 'it is attached' : undefined };
    const decided = decideCancel({ id: '', ...this.current }, request, NOW);
    this.cancels.push({ wasFinal, tooLate, isCanceled: decided.ok });
    if (decided.ok) this.store({ state: 'CANCELED', stages: decided.value.stages });
  }

  /** One run, until it ends or stops, with what happens at each of its steps. */
  run(take: () => Happening): void {
    if (isFinal(this.current.state)) return;
    this.store({ state: 'RUNNING' });
    this.#runs += 1;
    let outcome: Outcome<object> = { kind: 'claimed' };
    let stop: StopReason | undefined;
    for (;;) {
      const step: Step<object> = nextStep(
        { workflow: this.current, plan: this.#plan, stop },
        outcome,
        NOW,
      );
      switch (step.kind) {
        case 'save':
          this.store(step.change);
          outcome = { kind: 'saved' };
          break;
        case 'wait':
          this.waits.push(step.milliseconds);
          outcome = { kind: 'waited', attempt: step.attempt };
          break;
        case 'run stage': {
          const { index, attempt }: { index: number; attempt: number } = step;
          const stage = this.#plan[index]?.name ?? '';
          const wasDone = this.current.stages[index]?.state === 'done';
          this.attempts.push({ run: this.#runs, stage, wasDone, attempt });
          let event = take();
          while (event.kind === 'report') {
            this.store({
              percent: percentAt(this.#plan, index, event.fraction, this.current.percent),
            });
            event = take();
          }
          switch (event.kind) {
            case 'kill':
              return;
            case 'stop':
              stop = event.reason;
              outcome = { kind: 'stage failed', attempt, failure: STAGE_THREW };
              break;
            case 'cancel':
              this.cancel(event.tooLate);
              outcome = { kind: 'stage failed', attempt, failure: STAGE_THREW };
              break;
            case 'job abandoned':
              this.abandon();
              outcome = { kind: 'stage failed', attempt, failure: STAGE_THREW };
              break;
            case 'done':
              outcome = { kind: 'stage done', learned: {} };
              break;
            case 'threw':
              outcome = { kind: 'stage failed', attempt, failure: STAGE_THREW };
              break;
            case 'busy':
            case 'refused': {
              const failure = {
                ...refusal('unreachable', 'no'),
                isTransient: event.kind === 'busy',
              };
              outcome = { kind: 'stage failed', attempt, failure };
            }
          }
          break;
        }
        case 'stop':
          this.stops.push({ reason: step.reason, expected: stop ?? 'ended' });
          return;
        case 'fail':
        case 'complete':
          this.end(step);
          return;
      }
    }
  }
}

/** The life of a workflow to its end: what happens in it, and after that only successes. */
function lifeOf(stages: readonly PlannedStage[], happenings: readonly Happening[]): StoredWorkflow {
  const workflow = new StoredWorkflow(stages);
  const left = [...happenings];
  const take = (): Happening => left.shift() ?? { kind: 'done' };
  // Each run but the last takes at least one happening.
  for (let run = 0; run <= happenings.length; run += 1) workflow.run(take);
  return workflow;
}

const life = fc
  .tuple(plan, fc.array(happening, { maxLength: 40 }))
  .map(([stages, happenings]) => ({ stages, workflow: lifeOf(stages, happenings) }));

describe('whatever happens to a workflow', () => {
  test('it ends in exactly one final state, and nothing changes it after that', () => {
    fc.assert(
      fc.property(life, ({ workflow }) => {
        const ended = workflow.current;
        expect(workflow.history.filter(({ state }) => isFinal(state))).toEqual([ended]);
        workflow.run(() => ({ kind: 'done' }));
        workflow.cancel(false);
        workflow.abandon();
        expect(workflow.current).toBe(ended);
      }),
    );
  });

  test('its percent never goes back, and is 100 only when it is completed', () => {
    fc.assert(
      fc.property(life, ({ workflow: { history } }) => {
        const percents = history.map(({ percent }) => percent);
        expect(percents).toEqual(percents.toSorted((a, b) => a - b));
        for (const { percent, state } of history) {
          expect(percent === 100).toBe(state === 'COMPLETED');
        }
      }),
    );
  });

  test('it and its stages change only by the maps of transitions', () => {
    fc.assert(
      fc.property(life, ({ workflow: { history } }) => {
        const moves = history.slice(1).flatMap((after, index) => {
          const before = history[index] ?? after;
          const isMapped =
            after.state === before.state ||
            WORKFLOW_TRANSITIONS[before.state].includes(after.state);
          const areStagesMapped = after.stages.every(({ state }, at) => {
            const was = before.stages[at]?.state ?? 'waiting';
            return state === was || STAGE_TRANSITIONS[was].includes(state);
          });
          return isMapped && areStagesMapped ? [] : [{ before, after }];
        });
        expect(moves).toEqual([]);
      }),
    );
  });

  test('a run stops for the reason that it has, or because the workflow has ended', () => {
    fc.assert(
      fc.property(life, ({ workflow: { stops } }) => {
        expect(stops.map(({ reason }) => reason)).toEqual(stops.map(({ expected }) => expected));
      }),
    );
  });

  test('a person can cancel it until it has ended or it is too late', () => {
    fc.assert(
      fc.property(life, ({ workflow: { cancels } }) => {
        expect(cancels.map(({ isCanceled }) => isCanceled)).toEqual(
          cancels.map(({ wasFinal, tooLate }) => !wasFinal && !tooLate),
        );
      }),
    );
  });

  test('a stage that is done never runs again, and none is skipped', () => {
    fc.assert(
      fc.property(life, ({ stages, workflow: { attempts, current } }) => {
        expect(attempts.filter(({ wasDone }) => wasDone)).toEqual([]);
        const order = [...new Set(attempts.map(({ stage }) => stage))];
        expect(order).toEqual(stages.slice(0, order.length).map(({ name }) => name));
        const isComplete = current.state === 'COMPLETED';
        expect(current.stages.every(({ state }) => state === 'done')).toBe(isComplete);
      }),
    );
  });

  test('each of its runs tries a stage a bounded number of times', () => {
    fc.assert(
      fc.property(life, ({ workflow: { attempts, waits } }) => {
        expect(waits.filter((wait) => !RETRY_DELAYS.includes(wait))).toEqual([]);
        let last = { run: 0, stage: '', attempt: 0 };
        for (const one of attempts) {
          const isRetry = one.run === last.run && one.stage === last.stage;
          expect(one.attempt).toBe(isRetry ? last.attempt + 1 : 1);
          expect(one.attempt).toBeLessThanOrEqual(RETRY_DELAYS.length + 1);
          last = one;
        }
      }),
    );
  });
});
