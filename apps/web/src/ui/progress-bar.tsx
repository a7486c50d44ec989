import '@patternfly/react-styles/css/components/Progress/progress.css';
import { RhUiCheckCircleFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-check-circle-fill-icon';
import { RhUiErrorFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-error-fill-icon';
import { RhUiWarningFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-warning-fill-icon';

const TONES = {
  success: { modifier: 'pf-m-success', icon: <RhUiCheckCircleFillIcon /> },
  danger: { modifier: 'pf-m-danger', icon: <RhUiErrorFillIcon /> },
  warning: { modifier: 'pf-m-warning', icon: <RhUiWarningFillIcon /> },
} as const;

interface ProgressBarProps {
  /** For screen readers. */
  readonly label: string;
  /** From 0 to 100. */
  readonly percent: number;
  readonly tone?: keyof typeof TONES | undefined;
  /** Above the bar; without it, the bar is a thin one with its number beside it. */
  readonly title?: string;
}

/** PatternFly's progress bar in plain elements: its own component brings what places tooltips. */
export function ProgressBar({ label, percent, tone, title }: ProgressBarProps) {
  const shape = title === undefined ? 'pf-m-outside pf-m-sm pf-m-singleline' : '';
  return (
    <div className={`pf-v6-c-progress ${shape} ${tone === undefined ? '' : TONES[tone].modifier}`}>
      {title === undefined ? null : (
        <div className="pf-v6-c-progress__description" aria-hidden="true">
          {title}
        </div>
      )}
      <div className="pf-v6-c-progress__status" aria-hidden="true">
        <span className="pf-v6-c-progress__measure">{percent}%</span>
        {tone === undefined ? null : (
          <span className="pf-v6-c-progress__status-icon">{TONES[tone].icon}</span>
        )}
      </div>
      <div
        // PatternFly has no styles for the element that browsers draw themselves.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="progressbar"
        className="pf-v6-c-progress__bar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuenow={percent}
        aria-valuemax={100}
      >
        <div className="pf-v6-c-progress__indicator" style={{ inlineSize: `${percent}%` }} />
      </div>
    </div>
  );
}
