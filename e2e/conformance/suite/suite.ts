import { describe } from 'vitest';
import type { Target } from '../targets/target.ts';
import { askOf } from './ask.ts';
import { testChanges } from './changes.ts';
import { testErrors } from './errors.ts';
import { testIfMatch } from './if-match.ts';
import { testLifeCycle } from './life-cycle.ts';
import { testPaging } from './paging.ts';
import { testProjectPaths } from './project-paths.ts';
import { testQueries } from './queries.ts';
import { testRawHttp } from './raw-http.ts';
import { testReads } from './reads.ts';
import { testRights } from './rights.ts';
import { testRouting } from './routing.ts';
import { testSnapshots } from './snapshots.ts';

/** What has to be known of a target before it is there. */
export type TargetTraits = Pick<Target, 'kind' | 'mayWrite' | 'hasViewer'>;

/**
 * The wire of a Lightbits cluster (lightbits-api §1 to §5, §7), held against one server. Where nothing may be written,
 * only GET and methods that no route has are sent.
 */
export function conformanceSuite(traits: TargetTraits, target: () => Target): void {
  const ask = askOf(target);
  describe('routes', () => {
    testRouting(ask);
  });
  describe('queries', () => {
    testQueries(ask, target);
  });
  describe('reads', () => {
    testReads(traits, ask, target);
  });
  describe('errors', () => {
    testErrors(traits, ask, target);
  });
  describe('pages', () => {
    testPaging(target);
  });
  if (!traits.mayWrite) return;
  // A real cluster's certificate is compared before anything is sent, which these connections do not.
  if (traits.kind !== 'live') {
    describe.concurrent('HTTP', () => {
      testRawHttp(target);
    });
  }
  // Each has volumes of its own, and waits for them most of the time.
  describe.concurrent('changes', () => {
    testChanges(ask, target);
  });
  describe.concurrent('project paths', () => {
    testProjectPaths(ask, target);
  });
  describe.concurrent('If-Match', () => {
    testIfMatch(ask, target);
  });
  if (traits.hasViewer) {
    describe.concurrent('rights', () => {
      testRights(ask, target);
    });
  }
  describe.concurrent('the life of a volume', () => {
    testLifeCycle(ask, target);
  });
  describe.concurrent('snapshots', () => {
    testSnapshots(ask, target);
  });
}
