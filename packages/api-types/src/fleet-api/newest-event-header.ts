/**
 * The header of an answer that is given through a BFF: the id of the newest event before the answer was made. Whoever has
 * the answer, and what comes after that event, has everything.
 */
export const NEWEST_EVENT_HEADER = 'x-newest-event';
