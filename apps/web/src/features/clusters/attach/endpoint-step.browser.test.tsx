import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderPage } from '#/test-support/render-page.tsx';
import type { Attach } from './attach-state.ts';
import { EndpointStep } from './endpoint-step.tsx';

const REACHED = { reachable: true, tlsFingerprint: 'AB', certificateSubject: 'CN=lb' };

async function open(endpoint = '') {
  const toCertificate = vi.fn<(endpoint: string) => void>();
  const attach: Attach = {
    step: 'endpoint',
    endpoint,
    confirmed: undefined,
    workflowId: undefined,
    toEndpoint: vi.fn<() => void>(),
    toCertificate,
    toKey: vi.fn<() => void>(),
    toProgress: vi.fn<() => void>(),
  };
  const page = await renderPage(<EndpointStep attach={attach} />, {
    server: ({ url }) => (url.includes('/fleet/probe') ? { body: REACHED } : undefined),
  });
  const field = page.screen.getByRole('textbox', { name: 'API endpoint' });
  const probed = () => page.writes().map(({ body }) => body);
  return { ...page, field, toCertificate, probed };
}

/** Pastes as a person does: what is in the clipboard goes to where the focus is. */
async function paste(text: string) {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) throw new Error('no field has the focus');
  document.execCommand('insertText', false, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}

test('the field has the focus, so that one can paste at once', async () => {
  const { field } = await open();
  await expect.element(field).toHaveFocus();
});

test('blanks around an endpoint and upper case are taken as they are meant', async () => {
  const { field, screen, toCertificate, probed } = await open();
  await field.fill('  LB.Example.com:443 ');
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => toCertificate.mock.calls).toEqual([['lb.example.com:443']]);
  expect(probed()).toEqual([{ apiEndpoint: 'lb.example.com:443' }]);
});

test.each([
  ['https://10.0.0.1:443/api/v2', /without "https:\/\/" and "\/api\/v2"/, '10.0.0.1:443'],
  ['10.0.0.1', /must end with a port/i, '10.0.0.1:443'],
  ['fe80::1', /IPv6 address in brackets/, '[fe80::1]:443'],
  ['10.0.0.1:443, 10.0.0.2:443', /not several/, '10.0.0.2:443'],
])(
  '%s says which part is wrong, and the corrected value is one click away',
  async (text, problem, endpoint) => {
    const { field, screen, toCertificate, probed } = await open();
    await field.fill(text);
    await screen.getByRole('button', { name: 'Continue' }).click();
    await expect.element(field).toHaveAccessibleDescription(problem);
    await expect.element(field).toHaveFocus();
    expect(probed()).toEqual([]);
    await screen.getByRole('button', { name: `Use ${endpoint}`, exact: true }).click();
    await expect.poll(() => toCertificate.mock.calls).toEqual([[endpoint]]);
  },
);

test('a port that may also be a part of the IPv6 address is left to the person', async () => {
  const { field, screen } = await open();
  await field.fill('2001:db8::1:443');
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.element(screen.getByRole('button', { name: 'Use [2001:db8::1]:443' })).toBeVisible();
  await expect
    .element(screen.getByRole('button', { name: 'Use [2001:db8::1:443]:443' }))
    .toBeVisible();
});

test('what is pasted is read at once, and typing is left in peace', async () => {
  const { field, screen } = await open();
  await userEvent.type(field, '10.0.0');
  expect(screen.getByRole('button', { name: /^Use/ }).elements()).toHaveLength(0);
  await field.clear();
  await paste('https://lb:443/');
  await expect.element(screen.getByRole('button', { name: 'Use lb:443' })).toBeVisible();
});

test('a user name and a password that are pasted are removed and sent nowhere', async () => {
  const { field, sent } = await open();
  await paste('https://root:canary@lb:443/');
  await expect.element(field).toHaveValue('lb:443');
  await expect.element(field).toHaveAccessibleDescription(/user name and password were removed/);
  expect(JSON.stringify(sent)).not.toContain('canary');
});
