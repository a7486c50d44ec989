import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '#/test-support/render-page.tsx';
import { SelectionBar } from './selection-bar.tsx';

afterEach(() => page.viewport(1280, 800));

const ACTIONS = ['Snapshot', 'Schedule', 'Resize', 'Hosts', 'IP ACL', 'Labels', 'QoS policy'];

test('on a phone all that can be done with selected rows is in one line that scrolls, each as wide as its words', async () => {
  await page.viewport(390, 800);
  const { screen } = await renderPage(
    <SelectionBar
      total={3}
      selection={{ rows: [1], elsewhere: 0, gone: 0, except: undefined, clear: () => undefined }}
      what={{ one: 'volume', many: 'volumes' }}
    >
      {ACTIONS.map((name) => (
        <Button key={name} variant="secondary">
          {name}
        </Button>
      ))}
    </SelectionBar>,
    { server: () => undefined, url: '/' },
  );
  const buttons = ACTIONS.map((name) => screen.getByRole('button', { name }).element());
  for (const button of buttons) expect(button.scrollWidth).toBeLessThanOrEqual(button.clientWidth);
  expect(new Set(buttons.map((button) => button.getBoundingClientRect().top)).size).toBe(1);
  const last = screen.getByRole('button', { name: 'QoS policy' });
  last.element().focus();
  await expect.poll(() => last.element().getBoundingClientRect().right).toBeLessThanOrEqual(390);
});
