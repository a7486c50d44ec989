import { Badge } from '@patternfly/react-core/dist/esm/components/Badge';
import { RhUiNotificationIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-notification-icon';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useLocation, useNavigate } from 'react-router';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { MenuButton } from '#/ui/menu-button.tsx';
import { openTaskDrawer } from './drawer-calls.ts';
import { BELL_PLACE } from './masthead.tsx';
import { useAttention } from './use-attention.ts';

const LISTED_MAX = 10;

/** What needs a person, counted in the masthead and listed on demand. */
export function Bell() {
  const { attention, see } = useAttention();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const opened = attention.find(({ to, endsWhenSeen }) => endsWhenSeen && to === pathname);
  useEffect(() => {
    if (opened !== undefined) see(opened.id);
  }, [opened, see]);
  const place = document.querySelector(`#${BELL_PLACE}`);
  if (place === null) return null;

  const count = attention.length;
  const words =
    count === 0
      ? 'Nothing needs attention'
      : `${formatCount(count)} ${count === 1 ? 'thing needs' : 'things need'} attention`;
  const seeable = attention.filter(({ endsWhenSeen }) => endsWhenSeen);
  return createPortal(
    <>
      <MenuButton
        variant="plain"
        label={words}
        title={words}
        icon={<RhUiNotificationIcon />}
        {...(count === 0 ? {} : { badge: <Badge>{formatCount(count)}</Badge> })}
        menu={{
          kind: 'actions',
          side: 'right',
          isInline: true,
          heading: { label: words, content: null },
          items: [
            ...attention.slice(0, LISTED_MAX).map(({ id, to, text, detail }) => ({
              id,
              text,
              detail,
              run: () => (to === undefined ? openTaskDrawer() : void navigate(to)),
            })),
            ...(seeable.length > 1
              ? [
                  {
                    text: 'Mark failures as seen',
                    run: () => {
                      for (const { id } of seeable) see(id);
                    },
                  },
                ]
              : []),
            { text: 'All tasks', run: () => void navigate(paths.tasks()) },
          ],
        }}
      />
      <output className="pf-v6-screen-reader">{count === 0 ? '' : words}</output>
    </>,
    place,
  );
}
