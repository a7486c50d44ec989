import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { UnreadableNotice } from './unreadable-notice.tsx';

const north = (...unreadable: UnreadableRows[]) => ({
  clusterId: 'id-of-north',
  name: 'north',
  displayName: 'north',
  unreadable,
});

const VOLUMES: UnreadableRows = { list: 'volumes', rows: 3, firstFault: 'UUID: must be a UUID' };
const POLICIES: UnreadableRows = { list: 'policies', rows: 1, firstFault: '' };

test.each([
  [VOLUMES, '3 volumes reported by north could not be read and are not shown'],
  [POLICIES, '1 QoS policy reported by north could not be read and is not shown'],
])('rows that could not be read are counted: %j', async (rows, words) => {
  const { container } = await render(<UnreadableNotice clusters={[north(rows)]} />);
  expect(container.textContent).toContain(words);
});

test('the first fault of unreadable rows is shown when it is known, and as text', async () => {
  const fault = '<img src=x onerror=alert(1)>';
  const screen = await render(
    <UnreadableNotice clusters={[north({ ...VOLUMES, firstFault: fault }, POLICIES)]} />,
  );
  await expect.element(screen.getByText(`First error: ${fault}`)).toBeVisible();
  expect(screen.container.querySelectorAll('img')).toHaveLength(0);
  expect(screen.getByText(/First error/).elements()).toHaveLength(1);
});

test('a page about one list says nothing of unreadable rows of the others', async () => {
  const { container } = await render(
    <UnreadableNotice clusters={[north(POLICIES)]} list="volumes" />,
  );
  expect(container.textContent).toBe('');
});
