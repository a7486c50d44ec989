import type { SavedView } from '@asterism/api-types/bff-api/preferences-api';
import { BookmarkIcon } from '@patternfly/react-icons/dist/esm/icons/bookmark-icon';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { preferenceOf, preferencesQuery } from '#/api/preferences.ts';
import { NO_VIEWS } from '#/api/saved-views.ts';
import { useSession } from '#/api/session.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { shownColumns, type ColumnHead } from '#/table/column.ts';
import { openingKey } from '#/table/opening-view.ts';
import {
  listStateQuery,
  parseListState,
  type ListDefinition,
  type ListState,
} from '#/table/list-state.ts';
import type { ListControls } from '#/table/use-list-state.ts';
import { useKeptChoices } from './use-kept-choices.ts';
import { MenuButton } from '#/ui/menu-button.tsx';

const SaveViewDialog = lazyPart(
  () => import('./save-view-dialog.tsx'),
  ({ SaveViewDialog }) => SaveViewDialog,
);
const ManageViewsDialog = lazyPart(
  () => import('./manage-views-dialog.tsx'),
  ({ ManageViewsDialog }) => ManageViewsDialog,
);

export interface ViewsMenuProps {
  readonly controls: Pick<
    ListControls<string, string>,
    'definition' | 'state' | 'setOpensWith' | 'widths' | 'setWidths'
  >;
  readonly columns: readonly ColumnHead[];
  /** What is listed. */
  readonly what: { readonly many: string };
}

/** How a list is shown, as an address that says all of it: its columns too, in their order. */
function addressOf(
  definition: ListDefinition<string, string>,
  columns: readonly ColumnHead[],
  state: ListState<string, string>,
): string {
  const shown = shownColumns(columns, state.columns).map(({ id }) => id);
  return listStateQuery(definition, { ...state, offset: 0, columns: shown }).toString();
}

/** The view that a list opens with; undefined: with none. */
export const openingOf = ({ views, opensWith }: typeof NO_VIEWS): SavedView | undefined =>
  views.find(({ name }) => name === opensWith);

function keepOpening(list: string, person: string, query: string | undefined): void {
  try {
    if (query === undefined) localStorage.removeItem(openingKey(list, person));
    else localStorage.setItem(openingKey(list, person), query);
  } catch {
    // Then the list opens as for anybody.
  }
}

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
  // The layout reads them, once the page is live.
  const { data } = useQuery({ ...preferencesQuery(), enabled: false });
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const all = useMemo(() => data && (preferenceOf(data, 'views') ?? {}), [data]);
  useOpenings(all);
  useKeptChoices(useMemo(() => data && preferenceOf(data, 'lists'), [data]));
  const { definition, state } = controls;
  const kept = all?.[definition.name] ?? NO_VIEWS;
  const query = addressOf(definition, columns, state);
  /** The view that was opened last, which may have been changed since. */
  const [openedName, setOpenedName] = useState<string>();
  const shown = kept.views.filter(
    (view) =>
      addressOf(
        definition,
        columns,
        parseListState(definition, new URLSearchParams(view.query)),
      ) === query,
  );
  const current = shown.find(({ name }) => name === openedName) ?? shown[0];
  const opened = current ?? kept.views.find(({ name }) => name === openedName);
  const close = () => setDialog(undefined);
  const shared = { list: definition.name, kept, query, onClose: close };

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
            onSaved={(views, name) => {
              setOpenedName(name);
              controls.setOpensWith(openingOf(views)?.query);
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
