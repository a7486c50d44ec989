/** A ratio of provisioned to effective capacity for people: `1.84×`. A dash when it is not known. */
export function ratioText(ratio: string | number | undefined): string {
  const value = ratio === '' ? Number.NaN : Number(ratio);
  return Number.isFinite(value) ? `${value.toFixed(2)}×` : '–';
}
