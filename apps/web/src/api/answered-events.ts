/** Notes up to which event an answer knows of all. False when the answer must be asked for again. */
type NoteAnswer = (newestEvent: string | undefined) => boolean;

const early: (string | undefined)[] = [];
let note: NoteAnswer = (newestEvent) => early.push(newestEvent) > 0;

export const noteAnswer: NoteAnswer = (newestEvent) => note(newestEvent);

/** Who takes note of the answers so far and from now on: the events come after the rows. */
export function noteAnswersBy(next: NoteAnswer): void {
  note = next;
  for (const newestEvent of early.splice(0)) note(newestEvent);
}
