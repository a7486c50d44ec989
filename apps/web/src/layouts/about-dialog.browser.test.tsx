import { expect, test } from 'vitest';
import { renderPage, type Server } from '#/test-support/render-page.tsx';
import { AboutDialog } from './about-dialog.tsx';

const TERMS = ['Version', 'Commit', 'License'];

const about = async (server: Server) => {
  const { screen } = await renderPage(<AboutDialog onClose={() => undefined} />, { server });
  const dialog = screen.getByRole('dialog', { name: 'About Asterism' });
  return {
    dialog,
    valueOf: (term: string) => dialog.getByRole('definition').nth(TERMS.indexOf(term)),
  };
};

const releaseOf = (release: object): Server => {
  return ({ url }) => (url === '/release.json' ? { body: release } : undefined);
};

test('About says the version, the commit and the license of this build', async () => {
  const { dialog, valueOf } = await about(
    releaseOf({ version: '4.2.0', license: 'Apache-2.0', commit: 'abc123def456' }),
  );
  await expect.element(valueOf('Version')).toHaveTextContent('4.2.0');
  await expect.element(valueOf('Commit')).toHaveTextContent('abc123def456');
  await expect.element(valueOf('License')).toHaveTextContent('Apache-2.0');
  expect(
    dialog
      .getByRole('term')
      .elements()
      .map((term) => term.textContent),
  ).toEqual(TERMS);
  await expect.element(dialog.getByRole('button', { name: 'Copy commit' })).toBeVisible();
});

test('About of a build without git has no commit to copy', async () => {
  const { dialog, valueOf } = await about(releaseOf({ version: '4.2.0', license: 'Apache-2.0' }));
  await expect.element(valueOf('Version')).toHaveTextContent('4.2.0');
  expect(dialog.getByRole('button', { name: 'Copy' }).elements()).toEqual([]);
});

test('About says that it does not know when the server has no answer', async () => {
  const { valueOf } = await about(() => undefined);
  await expect.element(valueOf('Version')).toHaveTextContent('Unknown');
  await expect.element(valueOf('License')).toHaveTextContent('Unknown');
});
