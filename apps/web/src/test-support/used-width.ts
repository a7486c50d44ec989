import '#/styles/frame.css';
import '#/styles/blocks.css';

/** The left edges of some elements, in whole pixels, each once. */
export const leftEdges = (elements: readonly Element[]): number[] => [
  ...new Set(elements.map((element) => Math.round(element.getBoundingClientRect().left))),
];

/** How much of the window's width lies between the outer edges of some elements, in percent. */
export function usedWidth(elements: readonly Element[]): number {
  const boxes = elements.map((element) => element.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  return (100 * (right - left)) / innerWidth;
}

/** The widest of some elements, in pixels. */
export const widest = (elements: readonly Element[]): number =>
  Math.max(...elements.map((element) => element.getBoundingClientRect().width));
