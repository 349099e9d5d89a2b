// The file of what few visitors want, fetched when it is first wanted.

import { language } from "#strings";

/** `load(name)` fetches a script; `parts` is what it brought, null until then. */
export function createLater(load, root) {
  const later = {
    parts: null,
    /** Resolves to the parts, their style sheet in use; rejects when they cannot be had, and may be asked again. */
    async want() {
      const parts = await load(`more.${language}`);
      if (!later.parts) root.adoptedStyleSheets = [...root.adoptedStyleSheets, parts.styles];
      return (later.parts = parts);
    },
  };
  return later;
}
