import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CINDER, PROXMOX } from './clients/client-reads.ts';
import { readRecording } from './clients/recording.ts';
import { replay, requestBytes, type ReplayTarget } from './clients/replay.ts';
import { createReplacement } from './clients/replacement.ts';
import { errorBodyProblems } from './http/error-body.ts';
import { rawExchange } from './http/raw-exchange.ts';
import { federationTarget } from './targets/federation.ts';
import { simulatorTarget } from './targets/simulator.ts';
import type { Target } from './targets/target.ts';

const TARGETS = { simulator: simulatorTarget, federation: federationTarget } as const;

const replayTarget = ({ baseUrl, project, credentials }: Target): ReplayTarget => ({
  baseUrl,
  project,
  token: (credentials('admin')['authorization'] ?? '').replace('Bearer ', ''),
});

// They wait for volumes most of the time, and each has its own.
describe.concurrent.each(Object.entries(TARGETS))('on the %s', (_, targetOf) => {
  let target: Target;
  beforeAll(async () => {
    target = await targetOf(inject('stack'));
  });
  afterAll(() => target.close());

  test("Every request of OpenStack Cinder's driver is answered as it needs", async () => {
    const recording = readRecording('cinder');
    expect(recording).toHaveLength(68);
    const replayed = await replay(recording, CINDER, replayTarget(target));
    expect(replayed).toHaveLength(68);
    expect(replayed.at(-1)?.status).toBe(401);
  });

  test("Every request of Proxmox VE's plugin is answered as it needs", async () => {
    const recording = readRecording('proxmox');
    expect(recording).toHaveLength(14);
    const replayed = await replay(recording, PROXMOX, replayTarget(target));
    expect(replayed.map(({ status }) => status)).toEqual(recording.map(() => 200));
  });
});

describe('on the BFF, which takes no token of a machine', () => {
  test.each(['cinder', 'proxmox'] as const)(
    'Every request of %s is refused in JSON, with a request id',
    async (client) => {
      const { url } = inject('stack');
      const target = await federationTarget(inject('stack'));
      const { project, token } = replayTarget(target);
      const replacement = createReplacement({ host: new URL(url).host, token, project });
      for (const recorded of readRecording(client)) {
        const answer = await rawExchange(url, requestBytes(replacement.own(recorded)));
        // What the console has no use for is not there at all.
        expect([401, 403, 404]).toContain(answer.status);
        expect(errorBodyProblems(answer, true)).toEqual([]);
      }
      target.close();
    },
  );
});
