/** Keeps names free of a second user while a volume is being created or renamed. */
export interface NameReservations {
  /** A function that gives the name back, or undefined when somebody else has it. */
  reserve(projectName: string, name: string): Promise<(() => Promise<void>) | undefined>;
}

/** Reservations among the requests of this process. */
export function createNameReservations(): NameReservations {
  const reserved = new Set<string>();
  return {
    async reserve(projectName, name) {
      const key = `${projectName}/${name}`;
      if (reserved.has(key)) return undefined;
      reserved.add(key);
      return async () => {
        reserved.delete(key);
      };
    },
  };
}
