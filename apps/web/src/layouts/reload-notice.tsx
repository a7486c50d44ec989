import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useState } from 'react';
import { liveStatus } from '#/api/live-status.ts';
import { isOutdated, missingChunks, retryChunks } from '#/lib/load-chunk.ts';
import { useStore } from '#/lib/store.ts';
import { Note } from '#/ui/note.tsx';
import './reload-notice.css';

/**
 * Says that a part of the console is missing, or that there is a new version. It lies over the page, which stays as it
 * is: when to reload is for the person to decide.
 */
export function ReloadNotice() {
  const isMissing = useStore(missingChunks).length > 0;
  const status = useStore(liveStatus);
  const [hasBroken, setHasBroken] = useState(false);
  const [hasNewVersion, setHasNewVersion] = useState(false);

  // A deploy ends the live connection, so the time to ask is when there is one again; a page just opened is the newest.
  if (status !== 'live' && status !== 'connecting' && !hasBroken) setHasBroken(true);
  const isBack = hasBroken && status === 'live';
  useEffect(() => {
    if (!isMissing && !isBack) return undefined;
    let isWanted = true;
    void isOutdated().then((outdated) => {
      if (isWanted) setHasNewVersion(outdated);
    });
    return () => {
      isWanted = false;
    };
  }, [isMissing, isBack]);

  if (!isMissing && !hasNewVersion) return null;
  return (
    <div className="ast-reload-notice">
      <Note
        isLive
        tone={isMissing ? 'warning' : 'info'}
        title={
          hasNewVersion
            ? 'A new version of Asterism is available'
            : 'Part of the console did not load'
        }
        actions={
          <>
            <Button variant="link" isInline onClick={() => location.reload()}>
              Reload
            </Button>
            {isMissing ? (
              <Button variant="link" isInline onClick={() => void retryChunks()}>
                Try again
              </Button>
            ) : null}
          </>
        }
      >
        What you typed is still here. Finish or copy it, then reload when you are ready.
      </Note>
    </div>
  );
}
