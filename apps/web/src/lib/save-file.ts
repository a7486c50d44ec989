const KEEP_MS = 60_000;

/** Lets the browser save text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the text after the click: it must stay a while.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
