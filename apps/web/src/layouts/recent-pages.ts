import { useEffect } from 'react';
import { useSession } from '#/api/session.ts';
import { tabMemory } from '#/lib/tab-memory.ts';

/** The page of an object that was opened. */
interface RecentPage {
  readonly to: string;
  /** What the object is called. */
  readonly text: string;
  /** `Volume` */
  readonly section: string;
}

const KEPT = 6;
const AFTER_TITLE = ' · Asterism';

/** The first part of the paths of objects, with what each is. */
const SECTIONS: Readonly<Record<string, string>> = {
  volumes: 'Volume',
  hosts: 'Host',
  clusters: 'Cluster',
  nodes: 'Node',
  projects: 'Project',
  'qos-policies': 'QoS policy',
  tasks: 'Task',
  workflows: 'Workflow',
};
const NO_OBJECTS: ReadonlySet<string> = new Set([
  '/volumes/new',
  '/volumes/plan',
  '/clusters/attach',
]);

const isRecentPage = (value: unknown): value is RecentPage =>
  typeof value === 'object' &&
  value !== null &&
  ['to', 'text', 'section'].every((key) => typeof Reflect.get(value, key) === 'string');

/** A page of another person, who was signed in before in this tab, is not theirs to see. */
const keyOf = (username: string): string => `recent pages of ${username}`;

/** The pages of objects that a person opened in this tab, the newest first. */
export const recentPages = {
  read(username: string): readonly RecentPage[] {
    const kept = tabMemory.read(keyOf(username));
    return Array.isArray(kept) ? kept.filter(isRecentPage) : [];
  },
  note(username: string, page: RecentPage): void {
    const others = recentPages.read(username).filter(({ to }) => to !== page.to);
    tabMemory.keep(keyOf(username), [page, ...others].slice(0, KEPT));
  },
};

/** Notes the pages of objects that are opened, once their title has the name of the object. */
export function useRecentPages(): void {
  const { username } = useSession();
  useEffect(() => {
    const note = (): void => {
      const { pathname } = location;
      const [, first = '', second = '', ...more] = pathname.split('/');
      const section = SECTIONS[first];
      if (section === undefined || second === '' || more.length > 0 || NO_OBJECTS.has(pathname))
        return;
      const [text = ''] = document.title.split(AFTER_TITLE);
      if (text !== section) recentPages.note(username, { to: pathname, text, section });
    };
    note();
    const observer = new MutationObserver(note);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [username]);
}
