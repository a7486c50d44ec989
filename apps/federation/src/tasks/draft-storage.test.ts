import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { createTaskStore, type NewTask } from '../store/task-store.ts';
import { createTaskItemStore, type NewTaskItem } from '../store/task-item-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { createDraftStorage } from './draft-storage.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const MANY = 2000;
const log = pino({ level: 'silent' });
const store = () => createTaskItemStore(opened.database.orm);
const storage = () => createDraftStorage(opened.database, log);
const storedOf = async (id: string): Promise<number> =>
  (await store().page(id, { words: [], states: [], offset: 0, limit: 0 })).total;

/** A draft, every third item of which cannot be done; its items are not added yet. */
async function drafted() {
  const id = randomUUID();
  const clusterId = randomUUID();
  const items = Array.from({ length: MANY }, (_, index): NewTaskItem => {
    const isSkipped = index % 3 === 0;
    return {
      taskId: id,
      index,
      // As a person may have typed it.
      volumeId: randomUUID().toUpperCase(),
      name: `disk-${index}`,
      projectName: index % 2 === 0 ? 'acme' : 'blue',
      clusterId,
      size: '4096',
      etag: '1',
      seen: '',
      isModified: false,
      mayBeInUse: false,
      snapshots: null,
      clones: null,
      state: isSkipped ? 'skipped' : 'waiting',
      failure: isSkipped ? { kind: 'gone', reason: 'This volume no longer exists.' } : null,
    };
  });
  const task: NewTask = {
    id,
    kind: 'delete volumes',
    origin: 'api',
    change: null,
    policy: null,
    total: MANY,
    skipped: 0,
    capacity: 0n,
    mayBeInUse: 0,
    modified: 0,
    snapshots: null,
    clones: null,
    subject: '',
    projects: ['acme', 'blue'],
    clusterIds: [clusterId],
    startedBy: 'ada',
    retryOf: null,
  };
  return { task: await createTaskStore(opened.database.orm).add(task), items };
}

describe('a draft', () => {
  test('is read before it is stored as it is afterwards, in its order and by what is sought', async () => {
    const { task, items } = await drafted();
    const drafts = storage();
    const pages = () =>
      Promise.all([
        drafts.page(task.id, { words: [], states: [], offset: 0, limit: 5 }),
        drafts.page(task.id, { words: [], states: [], offset: 1330, limit: 8 }),
        drafts.page(task.id, { words: [], states: ['skipped'], offset: 660, limit: 50 }),
        drafts.page(task.id, { words: ['disk-17', 'blue'], states: [], offset: 0, limit: 99 }),
      ]);
    expect(await drafts.add(task, items)).toBe(true);
    const [early, stored] = await Promise.all([pages(), storedOf(task.id)]);
    expect(stored).toBeLessThan(MANY);
    expect(early.map(({ total }) => total)).toEqual([MANY, MANY, 667, 56]);
    expect(await drafts.isWhole(task)).toBe(true);
    expect(await pages()).toEqual(early);
  });

  test('is stored before anybody hears of it where other processes use the database', async () => {
    const { task, items } = await drafted();
    const { orm } = opened.database;
    const drafts = createDraftStorage({ orm, kind: 'postgres' }, log);
    expect(await drafts.add(task, items)).toBe(true);
    expect(await storedOf(task.id)).toBe(MANY);
  });

  test('is not whole when a part of it is missing', async () => {
    const { task, items } = await drafted();
    const drafts = storage();
    await drafts.add(task, items.slice(1));
    expect(await drafts.isWhole(task)).toBe(false);
  });

  test('that cannot be stored is taken away', async () => {
    const { task, items } = await drafted();
    const drafts = storage();
    const [first] = items;
    // The same place twice.
    await drafts.add(task, [...items, ...(first === undefined ? [] : [first])]);
    expect(await drafts.isWhole(task)).toBe(false);
    expect(await storedOf(task.id)).toBe(0);
    expect(await createTaskStore(opened.database.orm).get(task.id)).toBeUndefined();
  });

  test('that is thrown away while it is stored leaves nothing, and one that is not is stored before the end', async () => {
    const [thrown, kept] = [await drafted(), await drafted()];
    const drafts = storage();
    await drafts.add(thrown.task, thrown.items);
    await drafts.add(kept.task, kept.items);
    await createTaskStore(opened.database.orm).removeDraft(thrown.task.id);
    await drafts.close();
    expect(await storedOf(thrown.task.id)).toBe(0);
    expect(await storedOf(kept.task.id)).toBe(MANY);
  });
});
