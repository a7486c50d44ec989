import type { SavedView } from '@asterism/api-types/bff-api/preferences-api';
import { BookmarkIcon } from '@patternfly/react-icons/dist/esm/icons/bookmark-icon';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { liveStatus } from '#/api/live-status.ts';
import { preferenceOf, preferencesQuery } from '#/api/preferences.ts';
import { NO_VIEWS } from '#/api/saved-views.ts';
import { useSession } from '#/api/session.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useStore } from '#/lib/store.ts';
import { shownColumns, type ColumnHead } from '#/table/column.ts';
import { keepOpening } from '#/table/opening-view.ts';
import type { ListControls } from '#/table/use-list-state.ts';
import { useKeptChoices } from './use-kept-choices.ts';
import { MenuButton } from '#/ui/menu-button.tsx';

const SaveViewDialog = lazy(() =>
  loadChunk(() => import('./save-view-dialog.tsx')).then((module) => ({
    default: module.SaveViewDialog,
  })),
);
const ManageViewsDialog = lazy(() =>
  loadChunk(() => import('./manage-views-dialog.tsx')).then((module) => ({
    default: module.ManageViewsDialog,
  })),
);

export interface ViewsMenuProps {
  readonly controls: Pick<
    ListControls<never, never>,
    'name' | 'addressOf' | 'setOpensWith' | 'widths' | 'setWidths'
  >;
  readonly columns: readonly ColumnHead[];
  /** What is listed. */
  readonly what: { readonly many: string };
}

/** An address of a list that names its columns too, in their order. */
function withColumns(address: string, columns: readonly ColumnHead[]): string {
  const query = new URLSearchParams(address);
  const shown = shownColumns(columns, query.get('columns')?.split(','));
  query.set('columns', shown.map(({ id }) => id).join(','));
  return query.toString();
}

/** The view that a list opens with; undefined: with none. */
export const openingOf = ({ views, opensWith }: typeof NO_VIEWS): SavedView | undefined =>
  views.find(({ name }) => name === opensWith);

/** This browser's copy of what the lists of a person open with follows what the server keeps. */
function useOpenings(kept: Readonly<Record<string, typeof NO_VIEWS>> | undefined): void {
  const { username } = useSession();
  useEffect(() => {
    for (const [list, views] of Object.entries(kept ?? {}))
      keepOpening(list, username, openingOf(views)?.query);
  }, [kept, username]);
}

/** Shows a list as it was saved under a name, and saves how it is shown. */
export function ViewsMenu({ controls, columns, what }: ViewsMenuProps) {
  const [, setQuery] = useSearchParams();
  // What it takes to be live goes before what else is read.
  const isConnected = useStore(liveStatus) !== 'connecting';
  const { data } = useQuery({ ...preferencesQuery(), enabled: isConnected });
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const all = useMemo(() => data && (preferenceOf(data, 'views') ?? {}), [data]);
  useOpenings(all);
  useKeptChoices(useMemo(() => data && preferenceOf(data, 'lists'), [data]));
  const kept = all?.[controls.name] ?? NO_VIEWS;
  const full = (address?: string) => withColumns(controls.addressOf(address), columns);
  const query = full();
  /** The view that was opened last, which may have been changed since. */
  const [openedName, setOpenedName] = useState<string>();
  const shown = kept.views.filter((view) => full(view.query) === query);
  const current = shown.find(({ name }) => name === openedName) ?? shown[0];
  const opened = current ?? kept.views.find(({ name }) => name === openedName);
  const close = () => setDialog(undefined);
  const shared = { list: controls.name, kept, query, onClose: close };

  return (
    <>
      <MenuButton
        variant="plainText"
        icon={<BookmarkIcon />}
        menu={{
          kind: 'actions',
          side: 'right',
          items: [
            ...kept.views.map((view) => ({
              id: `view ${view.name}`,
              text: view.name,
              isCurrent: view === current,
              ...(view.name === kept.opensWith ? { detail: 'Opens with this list' } : {}),
              run: () => {
                setOpenedName(view.name);
                setQuery(view.query, { preventScrollReset: true });
              },
            })),
            {
              text: 'Save view…',
              isApart: kept.views.length > 0,
              run: () => setDialog('save'),
            },
            { text: 'Share or manage views…', run: () => setDialog('manage') },
            ...(controls.widths === undefined
              ? []
              : [
                  {
                    text: 'Reset column widths',
                    isApart: true,
                    run: () => controls.setWidths(undefined),
                  },
                ]),
          ],
        }}
      >
        <span className="ast-view-name">
          {opened === undefined ? 'Views' : opened.name}
          {opened === current ? '' : ' (changed)'}
        </span>
      </MenuButton>
      <Suspense>
        {dialog === 'save' ? (
          <SaveViewDialog
            {...shared}
            what={what.many}
            suggested={opened?.name ?? ''}
            onSaved={(name, opening) => {
              setOpenedName(name);
              if (opening !== undefined) controls.setOpensWith(opening.query);
              close();
            }}
          />
        ) : null}
        {dialog === 'manage' ? (
          <ManageViewsDialog
            {...shared}
            what={what.many}
            onSaved={(views) => {
              controls.setOpensWith(openingOf(views)?.query);
              close();
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}
