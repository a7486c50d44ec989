import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** OWASP's least for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Hashing is dear: this many at once, and this many waiting, before the rest is turned away. */
const AT_ONCE = 4;
const WAITING = 64;

const derive = promisify(argon2);

/** Hashes passwords with argon2id, a few at a time. */
export interface PasswordHasher {
  /** A PHC-like string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one that was hashed. Without a hash it is not, and takes as long to say so.
   * `busy` when too many wait.
   */
  verify(password: string, hash: string | undefined): Promise<Result<boolean, 'busy'>>;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/-]+)\$([\w+/-]+)$/;

interface Parsed {
  readonly parameters: Omit<Argon2Parameters, 'message'>;
  readonly expected: Buffer;
}

function parse(hash: string): Parsed | undefined {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  const expected = Buffer.from(tag, 'base64');
  return {
    parameters: {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      nonce: Buffer.from(salt, 'base64'),
      tagLength: expected.length,
    },
    expected,
  };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** For names that nobody has: as dear as a real one, and equal to nothing. */
const NOBODY: Parsed = {
  parameters: { ...COST, nonce: randomBytes(SALT_BYTES), tagLength: TAG_BYTES },
  expected: randomBytes(TAG_BYTES),
};

export function createPasswordHasher(): PasswordHasher {
  const gate = bulkhead(AT_ONCE, WAITING);
  return {
    async hash(password) {
      const nonce = randomBytes(SALT_BYTES);
      const parameters = { ...COST, nonce, tagLength: TAG_BYTES, message: password };
      const tag = await gate.execute(() => derive('argon2id', parameters));
      const { memory, passes, parallelism } = COST;
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
    },
    async verify(password, hash) {
      const { parameters, expected } = (hash === undefined ? undefined : parse(hash)) ?? NOBODY;
      try {
        const tag = await gate.execute(() =>
          derive('argon2id', { ...parameters, message: password }),
        );
        return ok(timingSafeEqual(tag, expected));
      } catch (error) {
        if (isBulkheadRejectedError(error)) return err('busy');
        throw error;
      }
    },
  };
}
