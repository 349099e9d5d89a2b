// What this browser remembers, under one prefix; in memory alone where the browser forbids storing.

/** get(key) -> value or null, set(key, value), all(start) -> values of keys that start so; values are JSON. */
export function openStorage(area, prefix) {
  const memory = {};
  const read = (key) => JSON.parse(area().getItem(prefix + key));
  return {
    get(key) {
      try {
        return read(key);
      } catch {
        return memory[key] ?? null;
      }
    },
    set(key, value) {
      if (value === null) delete memory[key];
      else memory[key] = value;
      try {
        if (value === null) area().removeItem(prefix + key);
        else area().setItem(prefix + key, JSON.stringify(value));
      } catch {
        // Full or forbidden: this page still has it in memory.
      }
    },
    all(start) {
      try {
        return Object.keys(area())
          .filter((key) => key.startsWith(prefix + start))
          .map((key) => read(key.slice(prefix.length)));
      } catch {
        return Object.keys(memory).filter((key) => key.startsWith(start)).map((key) => memory[key]);
      }
    },
  };
}
