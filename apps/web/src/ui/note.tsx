import '@patternfly/react-styles/css/components/Alert/alert.css';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { RhMicronsCaretDownIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-caret-down-icon';
import { RhUiErrorFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-error-fill-icon';
import { RhUiInformationFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-information-fill-icon';
import { RhUiWarningFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-warning-fill-icon';
import { useState, type ReactNode } from 'react';

const TONES = {
  danger: { word: 'Danger', modifier: 'pf-m-danger', icon: <RhUiErrorFillIcon /> },
  warning: { word: 'Warning', modifier: 'pf-m-warning', icon: <RhUiWarningFillIcon /> },
  info: { word: 'Info', modifier: 'pf-m-info', icon: <RhUiInformationFillIcon /> },
} as const;

interface NoteProps {
  readonly tone: keyof typeof TONES;
  readonly title: ReactNode;
  readonly titleAs?: 'p' | 'h1' | 'h2' | 'h3';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Whether screen readers read it out when it comes. */
  readonly isLive?: boolean;
  /** Names what its children list, which then unfold on demand. */
  readonly unfolds?: string | undefined;
  readonly className?: string;
}

/**
 * PatternFly's inline alert in plain elements: the first page needs one before anything else, and PatternFly's own
 * component brings what places tooltips.
 */
export function Note(props: NoteProps) {
  const { tone, title, titleAs: Title = 'p', children = null, actions, unfolds, className } = props;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const { word, modifier, icon } = TONES[tone];
  const classes = [
    'pf-v6-c-alert pf-m-inline',
    modifier,
    unfolds === undefined ? '' : 'pf-m-expandable',
    isUnfolded ? 'pf-m-expanded' : '',
    className ?? '',
  ];
  return (
    <div
      className={classes.filter((name) => name !== '').join(' ')}
      {...(props.isLive === true ? { 'aria-live': 'polite', 'aria-atomic': false } : {})}
    >
      {unfolds === undefined ? null : (
        <div className="pf-v6-c-alert__toggle">
          <Button
            variant="plain"
            aria-label={unfolds}
            aria-expanded={isUnfolded}
            icon={
              <span className="pf-v6-c-alert__toggle-icon">
                <RhMicronsCaretDownIcon />
              </span>
            }
            onClick={() => setIsUnfolded(!isUnfolded)}
          />
        </div>
      )}
      <div className="pf-v6-c-alert__icon">{icon}</div>
      <Title className="pf-v6-c-alert__title">
        <span className="pf-v6-screen-reader">{word} alert:</span>
        {title}
      </Title>
      {children === null || (unfolds !== undefined && !isUnfolded) ? null : (
        <div className="pf-v6-c-alert__description">{children}</div>
      )}
      {actions === undefined ? null : <div className="pf-v6-c-alert__action-group">{actions}</div>}
    </div>
  );
}
