import { SearchInput } from '@patternfly/react-core/dist/esm/components/SearchInput';
import { useEffect, useState } from 'react';

const DEBOUNCE_MS = 150;

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Searches while one types. `/` brings the focus here. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);

  // The URL has changed by other means (Back, "clear all"): follow it.
  if (known !== value) {
    setKnown(value);
    setText(value);
  }

  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      setKnown(text);
      onSearch(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);

  return (
    <div className="ast-search" data-search="">
      <SearchInput
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(_, typed) => setText(typed)}
        onClear={() => setText('')}
      />
    </div>
  );
}
