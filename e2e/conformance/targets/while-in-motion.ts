/**
 * What is answered about a volume while it is in a state that ends by itself after so many milliseconds. On a machine so
 * busy that the state may have ended by then, an answer says nothing: it is asked again, about another volume.
 */
export async function whileInMotion<Volume, Answer>(
  milliseconds: number,
  make: () => Promise<Volume>,
  setInMotionAndAsk: (volume: Volume) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    const volume = await make();
    const startedAt = performance.now();
    const answer = await setInMotionAndAsk(volume);
    if (performance.now() - startedAt < milliseconds) return answer;
  }
}
