import { createHash } from 'node:crypto';

/** What a walk goes on by after a page. */
export interface PageFacts {
  /** Rows that fit the API. */
  readonly readable: number;
  readonly unreadable: number;
  /** What is wrong with the first of those; empty when there is none. */
  readonly firstFault: string;
  /** The offset of the page after it; empty when it has none. */
  readonly next: string;
  /** Characters of all text in its readable rows. */
  readonly text: number;
}

/** A page by what was asked for and the digest of what was answered. */
export interface PageAnswer extends PageFacts {
  readonly offset: string;
  readonly digest: string;
}

/** A page of the last walk that was read, and the rows that have its volumes just as it says. */
export interface WalkedPage extends PageAnswer {
  readonly slots: Uint32Array;
}

/** A walk under way. */
export interface WalkTurn {
  /** No other walk over the cluster was under way at any time in it. */
  isAlone: boolean;
}

/**
 * The pages of a cluster's last walk. One whose bytes are the same in the next walk need not be read as long as the rows
 * are still as it says: four bytes a volume, and a digest for each page.
 */
export interface WalkedPages {
  /** The page that was answered to this offset by these bytes, if none of its rows was touched since. */
  find(offset: string, digest: string): WalkedPage | undefined;
  /** A row becomes other than the walks have it, or is removed. Call it before: the slot may be another row's then. */
  touch(slot: number): void;
  start(): WalkTurn;
  end(turn: WalkTurn): void;
  /** Forgets all: rows become as a new walk has them, one by one. */
  forget(): void;
  /** Keeps the pages of a walk whose rows are in place; none of one that was not alone. */
  keep(turn: WalkTurn, pages: Iterable<WalkedPage>, isWhole: boolean): void;
  /**
   * What all pages of the last walk say together: whoever has read the same has the same rows. Undefined when one of them is
   * not kept, or a row was touched since.
   */
  digest(): string | undefined;
}

function digestOf(pages: Iterable<WalkedPage>): string {
  const hash = createHash('sha256');
  for (const { offset, digest } of pages) hash.update(`${offset} ${digest}\n`);
  return hash.digest('base64');
}

export function createWalkedPages(): WalkedPages {
  let byOffset = new Map<string, WalkedPage>();
  let touched = new Set<number>();
  const underWay = new Set<WalkTurn>();
  let whole: string | undefined;

  return {
    find(offset, digest) {
      const page = byOffset.get(offset);
      if (page?.digest !== digest) return undefined;
      return touched.size > 0 && page.slots.some((slot) => touched.has(slot)) ? undefined : page;
    },
    touch(slot) {
      touched.add(slot);
    },
    start() {
      const turn = { isAlone: underWay.size === 0 };
      for (const other of underWay) other.isAlone = false;
      underWay.add(turn);
      return turn;
    },
    end(turn) {
      underWay.delete(turn);
    },
    forget() {
      byOffset = new Map();
      touched = new Set();
      whole = undefined;
    },
    keep({ isAlone }, pages, isWhole) {
      if (!isAlone) return;
      byOffset = new Map([...pages].map((page) => [page.offset, page]));
      whole = isWhole ? digestOf(byOffset.values()) : undefined;
    },
    digest: () => (touched.size === 0 ? whole : undefined),
  };
}
