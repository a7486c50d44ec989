/** The API's provisionedToEffectiveStorageRatio for people: `1.84×`. A dash when it is not told. */
export function ratioText(ratio: string): string {
  const value = Number(ratio);
  return ratio === '' || !Number.isFinite(value) ? '–' : `${value.toFixed(2)}×`;
}
