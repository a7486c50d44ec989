import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import { CopyText } from '#/ui/copy-text.tsx';
import { curlCommand, type ApiCall } from './curl-command.ts';

/** The same action as a call of the API, for scripts. */
export function ShowCall({ call }: { readonly call: ApiCall }) {
  return (
    <ExpandableSection toggleText="Show API call">
      <div className="ast-stack">
        <CopyText block text={curlCommand(call)} what="curl command" />
        <p className="ast-quiet">
          <code>$FEDERATION</code> is the address of the federation; <code>$TOKEN</code> is an
          idToken from its login.
        </p>
      </div>
    </ExpandableSection>
  );
}
