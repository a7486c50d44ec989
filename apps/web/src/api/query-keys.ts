/** The keys of the query cache, by what they hold. Events find what they change by these. */
export const queryKeys = {
  session: ['session'],
  ownSessions: ['own-sessions'],
  fleetVolumes: ['fleet-volumes'],
  volume: ['volume'],
  clusters: ['clusters'],
  workflows: ['workflows'],
  workflow: ['workflow'],
  summary: ['summary'],
  projects: ['projects'],
  policies: ['policies'],
  credentials: ['credentials'],
  demo: ['demo'],
  probe: ['probe'],
} as const;
