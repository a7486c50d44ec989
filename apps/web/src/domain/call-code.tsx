import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import { useState } from 'react';
import { CopyText } from '#/ui/copy-text.tsx';
import { curlCommand, type ApiCall } from './curl-command.ts';
import { lbcliCall } from './lbcli-call.ts';
import { typescriptCall } from './typescript-call.ts';

interface Language {
  readonly name: string;
  readonly what: string;
  /** Undefined where the language has nothing for it. */
  readonly write: (call: ApiCall) => string | undefined;
}

const LANGUAGES = {
  curl: { name: 'curl', what: 'curl command', write: curlCommand },
  lbcli: { name: 'lbcli', what: 'lbcli command', write: lbcliCall },
  typescript: { name: 'TypeScript', what: 'TypeScript', write: typescriptCall },
} as const satisfies Record<string, Language>;
type LanguageName = keyof typeof LANGUAGES;
const isLanguage = (text: string): text is LanguageName => Object.hasOwn(LANGUAGES, text);

/** What stands for what is not in the code, in each language. */
function Variables({ language }: { readonly language: LanguageName }) {
  if (language === 'lbcli') {
    return (
      <>
        On a node of the cluster that has it. It goes past Asterism: there is no task, and nobody
        checks that nothing was modified meanwhile.
      </>
    );
  }
  const [address, token] =
    language === 'curl' ? ['$FEDERATION', '$TOKEN'] : ['FEDERATION', 'TOKEN'];
  return (
    <>
      <code>{address}</code> is the address of the federation; <code>{token}</code> is an idToken
      from its login.
    </>
  );
}

/** A call of the API as code, in the language that one chooses. */
export function CallCode({ call }: { readonly call: ApiCall }) {
  const [chosen, setChosen] = useState<LanguageName>('curl');
  const { what, write } = LANGUAGES[chosen];
  const code = write(call);
  return (
    <div className="ast-stack">
      <ToggleGroup isCompact aria-label="Language">
        {Object.entries(LANGUAGES).map(([language, { name }]) => (
          <ToggleGroupItem
            key={language}
            text={name}
            buttonId={`ast-call-${language}`}
            isSelected={language === chosen}
            onChange={() => (isLanguage(language) ? setChosen(language) : undefined)}
          />
        ))}
      </ToggleGroup>
      {code === undefined ? (
        <p>No public page of the vendor shows how lbcli does this, so no command is given here.</p>
      ) : (
        <>
          <CopyText block text={code} what={what} />
          <p className="ast-quiet">
            <Variables language={chosen} />
          </p>
        </>
      )}
    </div>
  );
}
