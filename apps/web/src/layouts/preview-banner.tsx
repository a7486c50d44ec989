import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { describeError } from '#/api/describe-error.ts';
import { endPreview } from '#/api/own-preview.ts';
import { useWrite } from '#/api/use-write.ts';
import { showToast } from '#/lib/toasts.ts';
import './preview-banner.css';

interface PreviewBannerProps {
  /** The role that is previewed. */
  readonly preview: string;
}

/** At the top of every page while somebody sees the console with another role than their own, with the way back. */
export function PreviewBanner({ preview }: PreviewBannerProps) {
  const { write, isPending, outcome } = useWrite(endPreview);
  const leave = () =>
    write({}, (ended) => {
      if (ended.kind === 'done') return;
      const { advice } = describeError(ended.error);
      showToast({ tone: 'danger', title: 'You are still in the preview', detail: advice });
    });
  return (
    <section className="ast-preview" aria-label="Preview">
      <span className="ast-preview-role">
        <span className="ast-preview-words">You see what </span>
        <strong>{preview}</strong>
        <span className="ast-preview-words"> sees. Nothing can be changed.</span>
      </span>
      <Button
        variant="link"
        isInline
        isAriaDisabled={isPending || outcome?.kind === 'done'}
        onClick={leave}
      >
        Back to your own rights
      </Button>
    </section>
  );
}
