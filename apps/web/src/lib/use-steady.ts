import { useState } from 'react';

/** A value that stays the object that it was for as long as its key does. */
export function useSteady<T>(value: T, key: string): T {
  const [kept, setKept] = useState({ value, key });
  if (kept.key === key) return kept.value;
  setKept({ value, key });
  return value;
}
