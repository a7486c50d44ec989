/** How browsers identify themselves; those that also claim to be others come first. */
const BROWSERS = [
  ['Edge', /\bEdgA?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* .*\bSafari\//],
] as const;

const SYSTEMS = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** The program that signed in, by its User-Agent header: `Firefox 150 on Linux`. */
export function describeUserAgent(userAgent: string): string {
  const system = SYSTEMS.find(([, form]) => form.test(userAgent))?.[0];
  const where = system === undefined ? '' : ` on ${system}`;
  for (const [name, form] of BROWSERS) {
    const version = form.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}${where}`;
  }
  const [product = ''] = userAgent.split(/[\s/]/, 1);
  // Every browser claims to be Mozilla; other programs give their own name.
  return product === '' || product === 'Mozilla' ? `Unknown browser${where}` : product;
}
