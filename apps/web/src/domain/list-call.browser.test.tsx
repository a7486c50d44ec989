import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '#/test-support/render-page.tsx';
import { ListCall } from './list-call.tsx';

test('a list shows what it asks now as a call in each language, and where lbcli has none, says so', async () => {
  const question = { search: 'db', state: 'Failed', project: undefined, sort: 'name' };
  const { screen } = await renderPage(<ListCall name="volumes" question={question} />, {
    server: () => undefined,
  });
  await screen.getByRole('button', { name: 'API' }).click();
  const dialog = page.getByRole('dialog', { name: 'API call of this list' });
  await expect
    .element(dialog)
    .toMatchTextContent('"$FEDERATION/api/v2/fleet/volumes?search=db&state=Failed&sort=name"');
  await dialog.getByRole('button', { name: 'lbcli' }).click();
  await expect
    .element(dialog)
    .toMatchTextContent('No public page of the vendor shows how lbcli does this');
  await dialog.getByRole('button', { name: 'TypeScript' }).click();
  await expect.element(dialog).toMatchTextContent('federation.listFleetVolumes(');
});

test('a list that comes as a whole says that its search is the console’s own', async () => {
  const { screen } = await renderPage(<ListCall name="nodes" question={{ search: 'rack-2' }} />, {
    server: () => undefined,
  });
  await screen.getByRole('button', { name: 'API' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent('"$FEDERATION/api/v2/fleet/usage/nodes"');
  await expect.element(dialog).toMatchTextContent('are the console’s own here');
});
