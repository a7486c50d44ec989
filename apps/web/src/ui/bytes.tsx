import { formatBytes, formatExactBytes } from '#/lib/format.ts';
import { units } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';

interface BytesProps {
  /** A number of bytes, as the wire has it or as a bigint. */
  readonly value: string | bigint;
  /** Shows the exact number beside, not on hover only: for pages about one thing. */
  readonly exact?: boolean;
}

/** A number of bytes in the best unit, with the exact bytes on hover or beside. */
export function Bytes({ value, exact = false }: BytesProps) {
  useStore(units);
  const bytes = BigInt(value);
  const all = formatExactBytes(bytes);
  if (!exact)
    return (
      <data value={String(bytes)} title={all}>
        {formatBytes(bytes)}
      </data>
    );
  return (
    <data value={String(bytes)}>
      {formatBytes(bytes)} <span className="ast-quiet">({all})</span>
    </data>
  );
}
