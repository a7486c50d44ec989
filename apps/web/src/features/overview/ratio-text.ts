/** How many times over a capacity has been promised, as `1.84×`; a dash when there is none. Bytes as decimal strings. */
export function ratioText(provisioned: string, effective: string): string {
  const whole = BigInt(effective);
  if (whole === 0n) return '–';
  return `${(Number((BigInt(provisioned) * 100n) / whole) / 100).toFixed(2)}×`;
}
