/** A 32-bit number that follows from the text and the seed, and tells nothing of its neighbours. */
export function hashOf(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed(hash);
}

/** The n-th number of a seed, in [0, 1): each can be had without those before it. */
export const unitAt = (seed: number, n: number): number =>
  mixed(seed ^ Math.imul(n + 1, 0x9e3779b1)) / 2 ** 32;

/** The last step of MurmurHash3: every bit of the result depends on every bit of the number. */
function mixed(number: number): number {
  let hash = number;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
