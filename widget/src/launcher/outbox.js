// Messages that have no answer yet, in the order written; kept in the browser until they have.

const PREFIX = "outbox:";

/**
 * Entries are {key, at, text} or {key, at, title, payload}, with `failed` or `waiting` once something went wrong.
 * Each is kept by itself: two tabs that write at once lose nothing of one another's.
 */
export function openOutbox(storage, now = Date.now) {
  let last = 0;
  const list = () => storage.all(PREFIX).sort((a, b) => (a.at < b.at ? -1 : 1));
  const find = (key) => storage.get(PREFIX + key);
  const remove = (key) => storage.set(PREFIX + key, null);
  return {
    list,
    remove,
    has: (key) => !!find(key),
    next: () => list().find((entry) => !entry.failed),
    clear: () => list().forEach(({ key }) => remove(key)),
    /** A burst within one millisecond keeps its order. */
    add(entry) {
      last = Math.max(now(), last + 1);
      storage.set(PREFIX + entry.key, { ...entry, at: new Date(last).toISOString() });
    },
    /** Nothing happens to an entry that is gone: another tab may have erased it. */
    change(key, what) {
      const entry = find(key);
      if (entry) storage.set(PREFIX + key, { ...entry, ...what });
    },
  };
}
