import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { ProvisionedBar, UsedBar } from './capacity-bars.tsx';

const GIB = 1024n ** 3n;
const gib = (count: bigint): string => String(count * GIB);

/** The widths, and the places, of the parts of the bar, in percent of it. */
function partsOf(container: HTMLElement) {
  const track = container.querySelector('.ast-capacity-track');
  const whole = track?.getBoundingClientRect();
  const share = (selector: string) => {
    const box = container.querySelector(selector)?.getBoundingClientRect();
    if (box === undefined || whole === undefined) return undefined;
    return {
      from: Math.round((100 * (box.left - whole.left)) / whole.width),
      to: Math.round((100 * (box.right - whole.left)) / whole.width),
    };
  };
  return {
    fill: share('.ast-capacity-fill:not(.ast-capacity-beyond)'),
    beyond: share('.ast-capacity-beyond'),
    mark: share('.ast-capacity-mark:not(.ast-capacity-threshold)'),
  };
}

test('a bar of more than 100 % is drawn beyond the mark at 100 %, and its numbers are in words', async () => {
  const screen = await render(
    <ProvisionedBar provisioned={gib(200n)} effective={gib(100n)} threshold={1.5} />,
  );
  await expect
    .element(screen.getByText('200 GiB · 2.00× provisioned, threshold 1.50× · over-provisioned'))
    .toBeVisible();
  const { fill, beyond, mark } = partsOf(screen.container);
  expect(fill).toEqual({ from: 0, to: 50 });
  expect(beyond).toEqual({ from: 50, to: 100 });
  expect(mark?.from).toBe(50);
});

test('provisioning up to the threshold raises no alarm', async () => {
  const screen = await render(
    <ProvisionedBar provisioned={gib(150n)} effective={gib(100n)} threshold={1.5} />,
  );
  await expect
    .element(screen.getByText('150 GiB · 1.50× provisioned, threshold 1.50×'))
    .toBeVisible();
  expect(screen.getByText(/over-provisioned/).elements()).toEqual([]);
});

test('a bar of a cluster without capacity is empty', async () => {
  const screen = await render(<ProvisionedBar provisioned="0" effective="0" threshold={1.5} />);
  await expect.element(screen.getByText(/0.00× provisioned/)).toBeVisible();
});

test.each([
  [74n, '74 GiB of 100 GiB · 74%'],
  [75n, '75 GiB of 100 GiB · 75% · filling up'],
  [90n, '90 GiB of 100 GiB · 90% · nearly full'],
])('what is used is said in words with its colour: %d of 100', async (used, text) => {
  const screen = await render(<UsedBar used={gib(used)} total={gib(100n)} />);
  await expect.element(screen.getByText(text)).toBeVisible();
  await expect
    .element(screen.getByText(`${used} GiB`))
    .toHaveAttribute('title', expect.stringMatching(/bytes$/));
});

test.each([
  ['a cluster that is not current', true, undefined],
  ['a federation that is out of reach', false, Date.now()],
])('the bars of %s raise no alarm by colour, and keep their numbers', async (_, isStale, since) => {
  const colourOf = (container: HTMLElement): string =>
    getComputedStyle(container.querySelector('.ast-capacity-fill') ?? container).backgroundColor;
  const full = <UsedBar used={gib(95n)} total={gib(100n)} isStale={isStale} />;
  const { container, getByText } = await render(
    <OutOfReachSince value={since}>{full}</OutOfReachSince>,
  );
  await expect.element(getByText('95 GiB of 100 GiB · 95% · nearly full')).toBeVisible();
  const current = await render(<UsedBar used={gib(95n)} total={gib(100n)} />);
  expect(colourOf(container)).not.toBe(colourOf(current.container));
});
