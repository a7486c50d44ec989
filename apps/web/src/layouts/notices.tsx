import {
  Alert,
  AlertActionCloseButton,
  AlertGroup,
} from '@patternfly/react-core/dist/esm/components/Alert';
import { Link } from 'react-router';
import { FailureNotices } from '#/features/workflows/failure-notices.tsx';
import { useStore } from '#/lib/store.ts';
import { dismissToast, toasts } from '#/lib/toasts.ts';

const SHOWN_MS = 8000;

/** The toasts over the page. A failure stays until it is dismissed. */
function ToastList() {
  const shown = useStore(toasts);
  return (
    <AlertGroup isToast isLiveRegion aria-label="Messages">
      {shown.map(({ id, tone, title, detail, link, onDismiss }) => (
        <Alert
          key={id}
          variant={tone}
          component="p"
          title={title}
          timeout={tone === 'danger' ? false : SHOWN_MS}
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
          actionLinks={link === undefined ? undefined : <Link to={link.to}>{link.text}</Link>}
        >
          {detail}
        </Alert>
      ))}
    </AlertGroup>
  );
}

/** What is told over the page. */
export const Notices = () => (
  <>
    <ToastList />
    <FailureNotices />
  </>
);
