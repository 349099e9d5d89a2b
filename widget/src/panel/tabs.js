// This page's tabs of one browser: what one learns, the others show; one at a time sends.

/** `hear(message)` gets what other tabs `tell`; `alone(work)` waits until no other tab works. */
export function joinTabs(name, hear) {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return {
    tell: (message) => channel.postMessage(message),
    leave: () => channel.close(),
    // Locks need a secure context; without them each tab sends, and the shared key keeps the answer one.
    alone: (work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
  };
}
