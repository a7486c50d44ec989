import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';

/** What opens over a page, by its name. */
export type OverlayName = 'shortcuts' | 'about' | 'palette' | 'calls' | 'view-as';

interface OverlayProps {
  readonly onClose: () => void;
  /** Opens something else in its place. */
  readonly onOpen: (name: OverlayName) => void;
}

const OVERLAYS: Readonly<Record<OverlayName, LazyExoticComponent<ComponentType<OverlayProps>>>> = {
  shortcuts: lazy(() =>
    loadChunk(() => import('./shortcut-help.tsx')).then(({ ShortcutHelp }) => ({
      default: ShortcutHelp,
    })),
  ),
  about: lazy(() =>
    loadChunk(() => import('./about-dialog.tsx')).then(({ AboutDialog }) => ({
      default: AboutDialog,
    })),
  ),
  palette: lazy(() =>
    loadChunk(() => import('./palette/palette.tsx')).then(({ Palette }) => ({ default: Palette })),
  ),
  'view-as': lazy(() =>
    loadChunk(() => import('#/domain/view-as-dialog.tsx')).then(({ ViewAsDialog }) => ({
      default: ViewAsDialog,
    })),
  ),
  calls: lazy(() =>
    loadChunk(() => import('./calls-drawer.tsx')).then(({ CallsDrawer }) => ({
      default: CallsDrawer,
    })),
  ),
};

/** What is open over the page; each is loaded when it is first opened. */
export function Overlay({ name, ...props }: OverlayProps & { readonly name: OverlayName }) {
  const Open = OVERLAYS[name];
  return (
    <Suspense>
      <Open {...props} />
    </Suspense>
  );
}
