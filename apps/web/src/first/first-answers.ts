/** What was asked for before any other script was there, by URL. */
export type FirstAnswers = Map<string, Promise<Response>>;

declare global {
  // Between two scripts there is nothing but the window.
  interface Window {
    asterismFirstAnswers?: FirstAnswers;
  }
}

/** The answer to a question that the page has already asked; once, for the next one is to be a newer one. */
export function takeFirstAnswer(url: string): Promise<Response> | undefined {
  const answer = window.asterismFirstAnswers?.get(url);
  window.asterismFirstAnswers?.delete(url);
  return answer;
}

/** Nobody takes an answer later, when it is not the newest any more. */
export function forgetFirstAnswers(): void {
  delete window.asterismFirstAnswers;
}
