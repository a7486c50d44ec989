import { createContext } from 'react';

/**
 * Since when nothing that is shown can be checked, in epoch milliseconds; undefined while all is current. Whatever shows
 * something as current reads it, so that nothing stays green or goes on counting while its source is out of reach.
 */
export const OutOfReachSince = createContext<number | undefined>(undefined);
