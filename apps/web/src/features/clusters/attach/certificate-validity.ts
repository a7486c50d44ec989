interface Validity {
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
}

/** What is wrong with a certificate's time now (epoch milliseconds); undefined when nothing is, or it is not known. */
export function validityProblem({ from, to }: Validity, now: number): string | undefined {
  if (now < Date.parse(from)) return 'The certificate is not valid yet.';
  if (now > Date.parse(to)) return 'The certificate has expired.';
  return undefined;
}
