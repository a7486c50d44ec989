import { lazy, type FunctionComponent } from 'react';
import { loadChunk } from './load-chunk.ts';

/** A component of a part of the console, which is loaded once the component is to be shown. */
export const lazyPart = <Part, Props>(
  load: () => Promise<Part>,
  pick: (part: Part) => FunctionComponent<Props>,
) => lazy(() => loadChunk(load).then((part) => ({ default: pick(part) })));
