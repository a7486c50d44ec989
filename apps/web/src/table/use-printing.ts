import { useSyncExternalStore } from 'react';

const paper = () => matchMedia('print');

function subscribe(listener: () => void): () => void {
  const media = paper();
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether the page is being laid out for paper. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => paper().matches);
