import { MIGRATIONS as bff } from '@asterism/bff/migrations';
import { MIGRATIONS as federation } from '@asterism/federation/migrations';

/** The apps that keep something in a database. */
export const APPS = [federation, bff];
