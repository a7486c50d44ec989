import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import { CopyText } from '#/ui/copy-text.tsx';
import { curlCommand, type ApiCall } from './curl-command.ts';

interface ShowCallProps {
  /** Undefined while nothing can be sent. */
  readonly call: ApiCall | undefined;
}

/** The same action as a call of the API, for scripts. It is as high without a call: what is below does not move. */
export function ShowCall({ call }: ShowCallProps) {
  return (
    <ExpandableSection toggleText="Show API call">
      <div className="ast-stack">
        {call === undefined ? (
          <p>Once the form is valid, you can see its API call here.</p>
        ) : (
          <CopyText block text={curlCommand(call)} what="curl command" />
        )}
        <p className="ast-quiet">
          <code>$FEDERATION</code> is the address of the federation; <code>$TOKEN</code> is an
          idToken from its login.
        </p>
      </div>
    </ExpandableSection>
  );
}
