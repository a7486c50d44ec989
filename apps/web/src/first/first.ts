import { askFirst } from './ask-first.ts';
import { showTheme } from './show-theme.ts';

// The script before all others: small, and loaded before anything is painted.
showTheme();
window.asterismFirstAnswers = askFirst();
