/** For so long nobody minds that nothing changes yet. */
const AT_ONCE_MS = 60;

/**
 * Resolves when something has been read, soon in any case. A page that waits for this is drawn once, with what it shows,
 * where the server answers at once; else with skeletons, which say more than the page before.
 */
export async function soon(reading: Promise<unknown>): Promise<void> {
  let latest: ReturnType<typeof setTimeout> | undefined;
  const isLate = new Promise<void>((resolve) => {
    latest = setTimeout(resolve, AT_ONCE_MS);
  });
  await Promise.race([reading, isLate]);
  clearTimeout(latest);
}
