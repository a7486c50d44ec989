import {
  Alert,
  AlertActionCloseButton,
  AlertActionLink,
  AlertGroup,
} from '@patternfly/react-core/dist/esm/components/Alert';
import { Suspense } from 'react';
import { Link } from 'react-router';
import { startedTasks } from '#/api/started-tasks.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { useStore } from '#/lib/store.ts';
import { dismissToast, toasts, type Toast } from '#/lib/toasts.ts';
import './notices.css';

const SHOWN_MS = 8000;

// Who has started no task needs none of it.
const StartedTaskNotices = lazyPart(
  () => import('#/domain/started-task-notices.tsx'),
  ({ StartedTaskNotices }) => StartedTaskNotices,
);

function ToastLinks({ actions, link }: Pick<Toast, 'actions' | 'link'>) {
  return (
    <>
      {actions?.map(({ text, run }) => (
        <AlertActionLink key={text} onClick={run}>
          {text}
        </AlertActionLink>
      ))}
      {link === undefined ? null : <Link to={link.to}>{link.text}</Link>}
    </>
  );
}

/** The toasts over the page. A failure stays until it is dismissed. */
function ToastList() {
  const shown = useStore(toasts);
  return (
    <AlertGroup isToast isLiveRegion aria-label="Messages">
      {shown.map(({ id, tone, title, detail, link, actions, stays, onDismiss }) => (
        <Alert
          key={id}
          variant={tone}
          component="p"
          title={title}
          // Only the newest goes by itself, which is on top: none falls down while somebody aims at it.
          timeout={
            tone === 'danger' || stays === true || id !== shown.at(-1)?.id ? false : SHOWN_MS
          }
          onTimeout={() => dismissToast(id)}
          actionClose={
            <AlertActionCloseButton
              title={title}
              onClose={() => {
                onDismiss?.();
                dismissToast(id);
              }}
            />
          }
          actionLinks={
            link === undefined && actions === undefined ? undefined : (
              <ToastLinks {...(actions === undefined ? {} : { actions })} link={link} />
            )
          }
        >
          {detail}
        </Alert>
      ))}
    </AlertGroup>
  );
}

/** What is told over the page. */
export function Notices() {
  const hasStarted = useStore(startedTasks).length > 0;
  return (
    <>
      <ToastList />
      {hasStarted ? (
        <Suspense fallback={null}>
          <StartedTaskNotices />
        </Suspense>
      ) : null}
    </>
  );
}
