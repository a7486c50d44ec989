import { showToast } from '#/lib/toasts.ts';
import { copyText } from '#/ui/copy-text.tsx';

/** Copies a text of a row, and says so; where nothing may be copied, it shows the text. `what` it is: `UUID`. */
export async function copyWithNotice(what: string, text: string): Promise<void> {
  const isCopied = await copyText(text, document.body);
  showToast(
    isCopied
      ? { tone: 'success', title: `${what} copied`, detail: text }
      : { tone: 'warning', title: `${what} could not be copied`, detail: text },
  );
}
