import { err, ok, type Result } from '@asterism/api-types/common/result';
import { passwordRule } from '@asterism/api-types/rules/password';
import { parseRole } from '@asterism/api-types/rules/roles';
import type { UserStore } from '../store/user-store.ts';
import { makePassword } from './bootstrap-users.ts';
import type { PasswordHasher } from './password-hash.ts';

/** A command of an operator on the users, in words. */
export interface UserCommand {
  /** The verb, and the name for all but `list`. */
  readonly words: readonly string[];
  readonly roles: readonly string[];
  /** A chosen password; one is made up when there is none. */
  readonly password: string | undefined;
}

export const USAGE = `Usage: npm run user -- <command>
  list
  add NAME --role ROLE [--role ROLE …] [--password-stdin]
  password NAME [--password-stdin]
  disable NAME
  enable NAME --role ROLE [--role ROLE …]
  remove NAME
A role is system:cluster-admin, <project>:viewer or <project>:admin. Without --password-stdin a password is made up and
shown once. With the embedded database, stop the federation first.`;

const NAME = /^[A-Za-z0-9._@-]{1,128}$/;

type Outcome = Promise<Result<string, string>>;

function checkRoles(roles: readonly string[]): Result<readonly string[], string> {
  const odd = roles.find((role) => parseRole(role) === undefined);
  if (odd !== undefined) return err(`"${odd}" is not a role.\n${USAGE}`);
  return roles.length === 0 ? err(`A --role is needed.\n${USAGE}`) : ok(roles);
}

/** The password to set, and what to say of it. */
function choosePassword(given: string | undefined): Result<{ text: string; note: string }, string> {
  if (given === undefined) {
    const text = makePassword();
    return ok({ text, note: ` Password, shown only now: ${text}` });
  }
  const verdict = passwordRule(given);
  if (!verdict.allowed) return err(`A password ${verdict.reason}.`);
  return ok({ text: given, note: '' });
}

/** Carries out a command; the answer is for people. */
export async function runUserCommand(
  { words, roles, password }: UserCommand,
  users: UserStore,
  hasher: PasswordHasher,
): Outcome {
  const [verb = '', name = '', ...rest] = words;
  const outcomeOf = (done: boolean, what: string): Result<string, string> =>
    done ? ok(what) : err(`There is no user ${name}.`);

  async function add(): Outcome {
    const checked = checkRoles(roles);
    if (!checked.ok) return checked;
    const chosen = choosePassword(password);
    if (!chosen.ok) return chosen;
    const passwordHash = await hasher.hash(chosen.value.text);
    const isNew = await users.add({ name, roles, passwordHash });
    return isNew
      ? ok(`Added ${name}.${chosen.value.note}`)
      : err(`There is a user ${name} already.`);
  }

  async function setPassword(): Outcome {
    const chosen = choosePassword(password);
    if (!chosen.ok) return chosen;
    const passwordHash = await hasher.hash(chosen.value.text);
    const done = await users.setPassword(name, passwordHash);
    return outcomeOf(done, `Changed the password of ${name}.${chosen.value.note}`);
  }

  async function enable(): Outcome {
    const checked = checkRoles(roles);
    return checked.ok ? outcomeOf(await users.enable(name, roles), `Enabled ${name}.`) : checked;
  }

  if (verb === 'list' && name === '') {
    const lines = (await users.list()).map(
      (user) => `${user.name}\t${user.roles.join(' ')}${user.disabled ? '\tdisabled' : ''}`,
    );
    return ok(lines.join('\n'));
  }
  if (rest.length > 0 || !NAME.test(name)) return err(USAGE);
  switch (verb) {
    case 'add':
      return add();
    case 'password':
      return setPassword();
    case 'enable':
      return enable();
    case 'disable':
      return outcomeOf(
        await users.disable(name),
        `Disabled ${name}: nothing is open to them any more.`,
      );
    case 'remove':
      return outcomeOf(await users.remove(name), `Removed ${name}.`);
    default:
      return err(USAGE);
  }
}
