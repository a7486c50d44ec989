const PREFIX = 'asterism.kept.';

/** What this tab keeps over Back and reload, and forgets when it is closed or the person signs out. */
export const tabMemory = {
  /** What was kept under a key; undefined when nothing was, or nothing that can be read. */
  read(key: string): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  },
  keep(key: string, value: unknown): void {
    try {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // The storage is full or forbidden: then it is not kept.
    }
  },
  forget(key: string): void {
    try {
      sessionStorage.removeItem(PREFIX + key);
    } catch {
      // The storage is forbidden: then nothing was kept.
    }
  },
  clear(): void {
    try {
      for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
      }
    } catch {
      // The storage is forbidden: then nothing was kept.
    }
  },
};
