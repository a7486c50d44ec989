/**
 * Where an open menu is placed in the document (`popperProps={{ appendTo: menuRoot }}`): within the main landmark, where
 * screen readers expect content, and outside of tables that would cut it off.
 */
export const menuRoot = (): HTMLElement =>
  document.querySelector<HTMLElement>('main') ?? document.body;
