/**
 * Header by which the console reports that a person has done something since its last request.
 * Only such requests, and changes, put off the idle end of a session: polling and events do not.
 */
export const USER_ACTIVE_HEADER = 'X-User-Active';
