import { useEffect, useState } from 'react';

/** A value that follows another once that has rested for some milliseconds. */
export function useDebounced<T>(value: T, restMs = 150): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}
