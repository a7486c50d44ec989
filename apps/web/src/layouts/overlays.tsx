import { Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';

/** What opens over a page, by its name. */
export type OverlayName = 'shortcuts' | 'about' | 'palette' | 'calls' | 'view-as';

interface OverlayProps {
  readonly onClose: () => void;
  /** Opens something else in its place. */
  readonly onOpen: (name: OverlayName) => void;
}

const OVERLAYS: Readonly<Record<OverlayName, LazyExoticComponent<ComponentType<OverlayProps>>>> = {
  shortcuts: lazyPart(
    () => import('./shortcut-help.tsx'),
    ({ ShortcutHelp }) => ShortcutHelp,
  ),
  about: lazyPart(
    () => import('./about-dialog.tsx'),
    ({ AboutDialog }) => AboutDialog,
  ),
  palette: lazyPart(
    () => import('./palette/palette.tsx'),
    ({ Palette }) => Palette,
  ),
  'view-as': lazyPart(
    () => import('#/domain/view-as-dialog.tsx'),
    ({ ViewAsDialog }) => ViewAsDialog,
  ),
  calls: lazyPart(
    () => import('./calls-drawer.tsx'),
    ({ CallsDrawer }) => CallsDrawer,
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
