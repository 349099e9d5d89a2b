// The log follows the conversation only while its reader is at the end; otherwise nothing moves under their eyes.

const NEAR_PIXELS = 60;

/** What a press has opened is not left under the edge. */
export function reveal(element) {
  element?.scrollIntoView({ block: "nearest" });
}

/** `missed(count)` is told how many answers came below what is on screen. */
export function createScroll(missed) {
  let log = null;
  let following = true; // the end is on screen, or the visitor has just asked
  let shown = { first: "", last: "", count: 0, height: 0 };

  const end = () => log.scrollHeight - log.clientHeight;
  // The keyboard came or went, or the input has grown.
  const observer = new ResizeObserver(() => log && following && (log.scrollTop = end()));
  const isAtEnd = () => end() - log.scrollTop < NEAR_PIXELS;

  return {
    attach(element) {
      if (element && element !== log) {
        following = true;
        shown = { first: "", last: "", count: 0, height: 0 };
      }
      log = element;
      if (log) observer.observe(log);
    },
    follow() {
      following = true;
    },
    toEnd() {
      log.scrollTop = end();
      following = true;
      missed(0);
    },
    moved() {
      following = isAtEnd();
      if (following) missed(0);
    },
    /** After each drawing: `turns` as shown; `answers` is how many replies they hold. */
    settle(turns, answers) {
      if (!log) return;
      const newest = turns.at(-1);
      const now = { first: turns[0]?.key, last: newest?.key, count: answers, height: log.scrollHeight };
      const before = shown;
      shown = now;
      const isOlder = before.last && now.first !== before.first && now.last === before.last;
      if (isOlder) log.scrollTop += now.height - before.height;
      else if ((now.last !== before.last || newest?.state === "failed") && following) log.scrollTop = end();
      else if (now.count > before.count) {
        if (following) showFromItsStart();
        else missed(now.count - before.count);
      }
    },
  };

  /** A long answer is read from its beginning: its question goes to the top rather than its end to the bottom. */
  function showFromItsStart() {
    const answered = [...log.querySelectorAll(".turn")].filter((turn) => turn.querySelector(".reply")).at(-1);
    const top = answered.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
    log.scrollTop = Math.min(end(), top - 4);
  }
}
