/** The part of one tab in who leads. */
export interface TabLead {
  /** Takes the lead from a tab that shows no life. */
  readonly takeOver: () => void;
  readonly stop: () => void;
}

/**
 * Lets one tab of the browser lead, and the next in line when that one goes. `lead` begins to lead and returns what ends
 * it. Without locks (plain http on a foreign host) every tab leads itself.
 */
export function queueForLead(name: string, lead: () => () => void): TabLead {
  let end: (() => void) | undefined;
  let queued = new AbortController();
  let isStopped = false;

  /** Leads until it is ended: from here, or because another tab has taken over. */
  function leadUntilEnded(): Promise<void> {
    return new Promise((resolve) => {
      const stopLeading = lead();
      end = () => {
        end = undefined;
        stopLeading();
        resolve();
      };
    });
  }

  function queue(): void {
    if (isStopped) return;
    const { signal } = (queued = new AbortController());
    navigator.locks.request(name, { signal }, leadUntilEnded).catch(() => {
      if (!signal.aborted) lost();
    });
  }

  function lost(): void {
    end?.();
    queue();
  }

  if ('locks' in navigator) queue();
  else void leadUntilEnded();

  return {
    takeOver: () => {
      if (end !== undefined || isStopped) return;
      queued.abort();
      navigator.locks.request(name, { steal: true }, leadUntilEnded).catch(lost);
    },
    stop: () => {
      isStopped = true;
      queued.abort();
      end?.();
    },
  };
}
