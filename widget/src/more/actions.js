// Downloading and erasing a conversation; `inside` is what the conversation works with.

import * as strings from "#strings";

export const downloadWith =
  ({ api, set, tell }) =>
  async (format) => {
    set({ sheet: null });
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await api.transcript(format));
      link.download = `${strings.fileName}.${format === "text" ? "txt" : "json"}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      tell(strings.notDownloaded);
    }
  };

export const eraseWith =
  ({ api, set, tell, tabs, forgetAll }) =>
  async () => {
    set({ sheet: null });
    try {
      if (api.hasSession()) await api.erase();
    } catch (failure) {
      // A session that the server does not know any more has nothing left to erase.
      if (!failure.code.startsWith("session_")) return tell(strings.notErased);
    }
    tabs.tell({ erased: true });
    forgetAll();
    tell(strings.erased);
  };
