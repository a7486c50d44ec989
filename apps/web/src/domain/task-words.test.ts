import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { describe, expect, it } from 'vitest';
import { aTask } from '#/test-support/a-task.ts';
import { retriable, taskCounts, taskName } from './task-words.ts';

describe('the name of a task', () => {
  it.each<[string, Partial<FleetTask>]>([
    ['Delete 1,200 volumes', { total: 1200 }],
    ['Delete 1 volume', { total: 1 }],
    ['Delete db-1', { total: 1, subject: 'db-1' }],
    ['Resize 4 volumes to 20 GiB', { kind: 'change volumes', change: { size: '21474836480' } }],
    [
      'Set QoS policy gold on 4 volumes',
      { kind: 'change volumes', change: { qosPolicyName: 'gold' } },
    ],
    [
      'Change ACL hosts, IP-ACL, and labels of db-1',
      {
        kind: 'change volumes',
        subject: 'db-1',
        change: { acl: { add: ['nqn'] }, IPAcl: { remove: ['::1'] }, labels: { remove: ['a'] } },
      },
    ],
    ['Attach lb-1', { kind: 'attach cluster', subject: 'lb-1', total: 1 }],
    ['Take snapshots of 4 volumes', { kind: 'snapshot volumes' }],
    ['Take a snapshot of db-1', { kind: 'snapshot volumes', total: 1, subject: 'db-1' }],
    ['Delete snapshot nightly', { kind: 'delete snapshot', total: 1, subject: 'nightly' }],
    ['Delete 4 snapshots', { kind: 'delete snapshots' }],
    ['Delete snapshot nightly', { kind: 'delete snapshots', total: 1, subject: 'nightly' }],
    ['Save QoS policy gold on 3 clusters', { kind: 'save QoS policy', subject: 'gold', total: 3 }],
    [
      'Delete QoS policy gold on 1 cluster',
      { kind: 'delete QoS policy', subject: 'gold', total: 1 },
    ],
  ])('is %s', (name, facts) => {
    expect(taskName(aTask(facts))).toBe(name);
  });
});

describe('the counts of a task', () => {
  const counts = { ...aTask().counts, failed: 2, canceled: 3 };

  it('has failures first, and leaves out what there is none of', () => {
    expect(taskCounts({ counts })).toBe(
      '2 failed, 1 done, 1 running, 1 finishing, 1 waiting, 3 canceled',
    );
  });

  it('says how many can be tried again: what failed and what had not begun', () => {
    expect(retriable(aTask({ counts }))).toBe(5);
    expect(retriable(aTask({ kind: 'delete volume', counts }))).toBe(0);
  });
});
