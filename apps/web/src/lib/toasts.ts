import type { ReactNode } from 'react';
import { createStore } from './store.ts';

/** A short message that something has happened, shown over the page for a while. */
export interface Toast {
  readonly id: number;
  readonly tone: 'success' | 'info' | 'warning' | 'danger';
  readonly title: string;
  readonly detail?: ReactNode;
  /** Where to see more. */
  readonly link?: { readonly to: string; readonly text: string } | undefined;
  /** What can be done about it here. */
  readonly actions?: readonly { readonly text: string; readonly run: () => void }[];
  /** Whether it stays until it is taken away or closed; a failure always does. */
  readonly stays?: boolean;
  /** Called when the person closes it. */
  readonly onDismiss?: () => void;
}

const MAX_TOASTS = 4;
let lastId = 0;

/** The toasts that are shown, oldest first. */
export const toasts = createStore<readonly Toast[]>([]);

/** Shows a toast; its id is for taking it away again. */
export function addToast(toast: Omit<Toast, 'id'>): number {
  lastId += 1;
  toasts.set([...toasts.get(), { ...toast, id: lastId }].slice(-MAX_TOASTS));
  return lastId;
}

/** Shows a toast. Only for outcomes of what the user did; an error of a form is shown in the form instead. */
export const showToast = (toast: Omit<Toast, 'id'>): void => void addToast(toast);

/** Has a toast say something else, where it is; a new one when it has been taken away. Its id. */
export function replaceToast(id: number | undefined, toast: Omit<Toast, 'id'>): number {
  const at = toasts.get().findIndex((shown) => shown.id === id);
  if (id === undefined || at < 0) return addToast(toast);
  toasts.set(toasts.get().with(at, { ...toast, id }));
  return id;
}

/** Takes a toast away. */
export const dismissToast = (id: number): void =>
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
