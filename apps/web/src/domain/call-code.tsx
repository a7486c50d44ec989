import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import { useState } from 'react';
import { CopyText } from '#/ui/copy-text.tsx';
import { curlCommand, type ApiCall } from './curl-command.ts';
import { typescriptCall } from './typescript-call.ts';

const KINDS = {
  curl: { name: 'curl', what: 'curl command', write: curlCommand },
  typescript: { name: 'TypeScript', what: 'TypeScript', write: typescriptCall },
} as const;
type Kind = keyof typeof KINDS;
const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);

/** A call of the API as code, in the language that one chooses. */
export function CallCode({ call }: { readonly call: ApiCall }) {
  const [chosen, setChosen] = useState<Kind>('curl');
  const { what, write } = KINDS[chosen];
  return (
    <div className="ast-stack">
      <ToggleGroup isCompact aria-label="Language">
        {Object.entries(KINDS).map(([kind, { name }]) => (
          <ToggleGroupItem
            key={kind}
            text={name}
            buttonId={`ast-call-${kind}`}
            isSelected={kind === chosen}
            onChange={() => (isKind(kind) ? setChosen(kind) : undefined)}
          />
        ))}
      </ToggleGroup>
      <CopyText block text={write(call)} what={what} />
      <p className="ast-quiet">
        <code>{chosen === 'curl' ? '$FEDERATION' : 'FEDERATION'}</code> is the address of the
        federation; <code>{chosen === 'curl' ? '$TOKEN' : 'TOKEN'}</code> is an idToken from its
        login.
      </p>
    </div>
  );
}
