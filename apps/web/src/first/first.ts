import { askFirst } from './ask-first.ts';
import { showChoices } from './show-choices.ts';

// The script before all others: small, and loaded before anything is painted.
showChoices();
window.asterismFirstAnswers = askFirst();
