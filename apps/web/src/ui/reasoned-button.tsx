import { Button, type ButtonProps } from '@patternfly/react-core/dist/esm/components/Button';
import { Tooltip } from '@patternfly/react-core/dist/esm/components/Tooltip';

interface ReasonedButtonProps extends ButtonProps {
  /** Why the action is not possible now; undefined when it is. */
  readonly reason: string | undefined;
}

/** A button that stays focusable when it cannot be used, and says why. */
export function ReasonedButton({ reason, ...button }: ReasonedButtonProps) {
  if (reason === undefined) return <Button {...button} />;
  return (
    <Tooltip content={reason}>
      <Button {...button} isAriaDisabled />
    </Tooltip>
  );
}
