import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ApiFailure } from '#/api/api-failure.ts';
import { KeyCheck } from './key-check.tsx';

const CONFIRMED = 'AB:CD';

const answer = (change: object = {}) =>
  fleetApi.probeEndpoint.output.parse({
    reachable: true,
    tlsFingerprint: CONFIRMED,
    keyAccepted: false,
    clusterName: 'north',
    version: '3.20.1',
    ...change,
  });

type Answer = ReturnType<typeof answer>;

interface ProbedProps {
  readonly read: () => Promise<Answer>;
  readonly onCompare: () => void;
}

function Probed({ read, onCompare }: ProbedProps) {
  const probe = useQuery({ queryKey: ['probe'], queryFn: read, retry: false });
  return <KeyCheck probe={probe} confirmed={CONFIRMED} onCompare={onCompare} />;
}

/** The check with a probe that has these outcomes one after the other, the last one for good. */
async function check(...outcomes: (Answer | ApiFailure)[]) {
  const onCompare = vi.fn<() => void>();
  const read = vi.fn<() => Promise<Answer>>(() => {
    const outcome = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
    return outcome instanceof ApiFailure || outcome === undefined
      ? Promise.reject(outcome)
      : Promise.resolve(outcome);
  });
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <Probed read={read} onCompare={onCompare} />
    </QueryClientProvider>,
  );
  return { screen, read, onCompare };
}

test.each([
  [{ keyAccepted: true }, /The cluster accepts the key.*It is north, version 3\.20\.1/],
  [{ reason: 'the key is unknown' }, /Waiting for the cluster to accept.*The key is unknown\./],
  [
    { keyProblem: { kind: 'key-refused' }, reason: 'it does not accept the key' },
    /Waiting for the cluster to accept.*It does not accept the key\./,
  ],
  [
    { keyProblem: { kind: 'clock-differs', clockOffsetSeconds: -184 } },
    /The cluster’s clock is 3 min 4 s behind.*Set the time/,
  ],
  [{ keyProblem: { kind: 'role-refused' } }, /denies access to the service key.*project “system”/],
  [{ keyProblem: { kind: 'no-lightbits-api' } }, /isn’t the API of a Lightbits cluster/],
  [{ reachable: false, reason: 'no route' }, /cannot be reached right now.*no route/],
  [{ tlsFingerprint: 'EF:01' }, /a different certificate.*No token was sent/],
])('a probe that answers %j is shown as %s', async (change, text) => {
  const { screen } = await check(answer(change));
  await expect.poll(() => screen.container.textContent).toMatch(text);
});

test('a key that is not accepted yet is checked again when asked, until it is', async () => {
  const { screen, read } = await check(answer(), answer({ keyAccepted: true }));
  await screen.getByRole('button', { name: 'Check now' }).click();
  await expect.poll(() => screen.container.textContent).toMatch(/The cluster accepts the key/);
  expect(read).toHaveBeenCalledTimes(2);
});

test('a certificate that has changed sends the admin back to compare it', async () => {
  const { screen, onCompare } = await check(answer({ tlsFingerprint: 'EF:01' }));
  await screen.getByRole('button', { name: 'Compare the new certificate' }).click();
  expect(onCompare).toHaveBeenCalledOnce();
});

test('a check that fails says why, and can be repeated', async () => {
  const failure = new ApiFailure({
    kind: 'answer',
    status: 503,
    code: 14,
    message: 'warming up',
    requestId: 'r-1',
  });
  const { screen } = await check(failure, answer({ keyAccepted: true }));
  await expect
    .poll(() => screen.container.textContent)
    .toMatch(/could not be checked.*Warming up/i);
  await screen.getByRole('button', { name: 'Check now' }).click();
  await expect.poll(() => screen.container.textContent).toMatch(/The cluster accepts the key/);
});

test('while the key is checked again, the button that was pressed keeps the focus and does not ask twice', async () => {
  const slow = Promise.withResolvers<Answer>();
  const read = vi.fn<() => Promise<Answer>>().mockResolvedValueOnce(answer());
  read.mockReturnValue(slow.promise);
  const screen = await render(
    <QueryClientProvider client={new QueryClient()}>
      <Probed read={read} onCompare={() => {}} />
    </QueryClientProvider>,
  );
  const again = screen.getByRole('button', { name: 'Check now' });
  await again.click();
  await expect.element(again).toHaveAttribute('aria-disabled', 'true');
  await expect.element(again).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(read).toHaveBeenCalledTimes(2);
  slow.resolve(answer());
  await expect.element(again).not.toHaveAttribute('aria-disabled');
  await expect.element(again).toHaveFocus();
});
