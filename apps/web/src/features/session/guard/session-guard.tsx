import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { checkSession } from '#/api/check-session.ts';
import { sessionChannel } from '#/api/session-channel.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { sessionQuery, useSession } from '#/api/session.ts';
import { hasUnsentActivity, lastActivity, noteActivity } from '#/api/user-activity.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { useStore } from '#/lib/store.ts';
import { useElapsed } from '#/ui/clock.ts';

// The page of the sign-in has it too, and all that this page needs.
async function leave(): Promise<void> {
  const { signOut } = await loadChunk(() => import('#/api/sign-in-out.ts'));
  await signOut(paths.signIn());
}

/** How long before the idle timeout the user is warned. */
const WARN_SECONDS = 60;

/** Whole seconds until the idle timeout of the session; infinite when it has none. */
const secondsUntilIdleEnd = (lastActivity: number, idleSeconds: number, now: number): number =>
  idleSeconds <= 0
    ? Number.POSITIVE_INFINITY
    : Math.ceil((lastActivity + idleSeconds * 1000 - now) / 1000);

const RenewalDialog = lazyPart(
  () => import('./renewal-dialog.tsx'),
  ({ RenewalDialog }) => RenewalDialog,
);
const IdleWarning = lazyPart(
  () => import('./idle-warning.tsx'),
  ({ IdleWarning }) => IdleWarning,
);

const KEEP_ALIVE_MS = 60_000;
const PUBLISH_EVERY_MS = 5000;

/** While it is on, records activity of the user and publishes it to the other tabs, not too often. */
function useActivityWatch(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    let publishedAt = -Infinity;
    const note = () => {
      noteActivity();
      if (performance.now() - publishedAt < PUBLISH_EVERY_MS) return;
      publishedAt = performance.now();
      sessionChannel.publish({ kind: 'active', at: serverNow() });
    };
    const stop = new AbortController();
    for (const type of ['pointerdown', 'keydown', 'wheel'] as const) {
      addEventListener(type, note, { passive: true, capture: true, signal: stop.signal });
    }
    return () => stop.abort();
  }, [isOn]);
}

/** Postpones the idle timeout while the user works without sending requests, as in a long form. */
function useKeepAlive(): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!sessionEnd.store.get() && hasUnsentActivity()) void checkSession();
    }, KEEP_ALIVE_MS);
    return () => clearInterval(timer);
  }, []);
}

/** Follows changes that other tabs make to the shared session. */
function useOtherTabs(username: string): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      sessionChannel.subscribe((message) => {
        switch (message.kind) {
          case 'active':
            return lastActivity.set(
              Math.max(
                lastActivity.get(),
                performance.now() - Math.max(0, serverNow() - message.at),
              ),
            );
          case 'signed-out':
            return location.assign(paths.signIn());
          case 'rights-changed':
            return location.reload();
          case 'signed-in':
            if (message.username !== username) return location.reload();
            sessionEnd.renewed();
            void queryClient.invalidateQueries();
        }
      }),
    [queryClient, username],
  );
}

/** Guards the session while a page is open: keeps it alive, warns before it ends, and asks to sign in again afterwards. */
export function SessionGuard() {
  const { username, idleSeconds } = useSession();
  const hasEnded = useStore(sessionEnd.store);
  const active = useStore(lastActivity);
  const secondsLeft = secondsUntilIdleEnd(active, idleSeconds, useElapsed());
  const isOver = secondsLeft <= 0;
  const queryClient = useQueryClient();
  const isWarning = !hasEnded && !isOver && secondsLeft <= WARN_SECONDS;
  // The warning needs an answer: if pressing its own button closed it as activity, the click would be lost.
  useActivityWatch(!isWarning);
  useKeepAlive();
  useOtherTabs(username);

  useEffect(() => {
    if (isOver) void checkSession();
  }, [isOver]);

  function stay() {
    noteActivity();
    void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey });
  }

  return (
    <Suspense>
      {hasEnded ? <RenewalDialog username={username} /> : null}
      {isWarning ? (
        <IdleWarning secondsLeft={secondsLeft} onStay={stay} onSignOut={() => void leave()} />
      ) : null}
    </Suspense>
  );
}
