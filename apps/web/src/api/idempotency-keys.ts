/** 32 random hexadecimal digits. `crypto.randomUUID` is missing where the console is served without TLS; this is not. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The idempotency keys of one form: the same content keeps its key until it is done, and another content gets another. */
export function createIdempotencyKeys() {
  let last: { readonly content: string | undefined; readonly key: string } | undefined;
  return {
    keyFor(input: unknown): string {
      const content = JSON.stringify(input);
      if (last === undefined || last.content !== content) last = { content, key: randomKey() };
      return last.key;
    },
    /** It is done: the same content again is meant anew. */
    forget(): void {
      last = undefined;
    },
  };
}
