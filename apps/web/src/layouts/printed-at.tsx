import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatTime } from '#/lib/format.ts';
import { serverNow } from '#/lib/server-clock.ts';

/** On paper only: of which console a sheet is, and when it was printed. */
export function PrintedAt() {
  const [at, setAt] = useState('');
  useEffect(() => {
    const onPrint = () => flushSync(() => setAt(formatTime(serverNow())));
    addEventListener('beforeprint', onPrint);
    return () => removeEventListener('beforeprint', onPrint);
  }, []);
  return (
    <p className="ast-printed">
      Asterism, {location.host}, printed {at}
    </p>
  );
}
