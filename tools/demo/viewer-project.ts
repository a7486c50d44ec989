/** The project of the demo's viewer: one that the simulator fills with volumes. */
export const VIEWER_PROJECT = 'acme';
