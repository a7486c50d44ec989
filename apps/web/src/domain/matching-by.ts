import { z } from 'zod/mini';

interface Paged {
  readonly sort?: unknown;
  readonly order?: unknown;
  readonly offset?: unknown;
  readonly limit?: unknown;
}

/** Turns a question of a list, but some of what it finds by UUID, into what a task takes, by the contract of both. */
export const matchingBy =
  <Question extends Paged, Matching>(
    question: z.ZodMiniType<Question>,
    matching: z.ZodMiniType<Matching>,
  ) =>
  (asked: z.input<typeof question>, except: ReadonlySet<string>): Matching => {
    const { sort: _, order: __, offset: ___, limit: ____, ...narrowing } = z.parse(question, asked);
    return z.parse(matching, {
      ...narrowing,
      ...(except.size > 0 ? { except: [...except] } : {}),
    });
  };
