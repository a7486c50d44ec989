import '@patternfly/react-styles/css/components/Label/label.css';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { RhMicronsCloseIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-close-icon';
import type { ReactNode } from 'react';

const TONES = {
  success: 'pf-m-success',
  warning: 'pf-m-warning',
  danger: 'pf-m-danger',
  info: 'pf-m-info',
} as const;

interface LabelProps {
  readonly children: ReactNode;
  /** Of its outline and icon; grey without one. */
  readonly tone?: keyof typeof TONES | undefined;
  readonly isOutline?: boolean;
  readonly isCompact?: boolean;
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
  readonly className?: string;
  /** Takes it away; what the button for that is called. */
  readonly close?: { readonly label: string; readonly run: () => void };
}

/**
 * PatternFly's label in plain elements. A list has a hundred of them, and PatternFly's own component measures the width
 * of each text as it is shown.
 */
export function Label(props: LabelProps) {
  const { children, tone, isOutline = false, isCompact = false, icon, title, close } = props;
  const classes = [
    'pf-v6-c-label',
    isOutline ? 'pf-m-outline' : 'pf-m-filled',
    tone === undefined ? '' : TONES[tone],
    isCompact ? 'pf-m-compact' : '',
    props.className ?? '',
  ];
  return (
    <span className={classes.filter((name) => name !== '').join(' ')} title={title}>
      <span className="pf-v6-c-label__content">
        {icon === undefined ? null : <span className="pf-v6-c-label__icon">{icon}</span>}
        <span className="pf-v6-c-label__text">{children}</span>
      </span>
      {close === undefined ? null : (
        <span className="pf-v6-c-label__actions">
          <Button
            variant="plain"
            hasNoPadding
            aria-label={close.label}
            icon={<RhMicronsCloseIcon />}
            onClick={close.run}
          />
        </span>
      )}
    </span>
  );
}
