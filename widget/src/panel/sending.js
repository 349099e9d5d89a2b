// Sends the outbox one message at a time, in order. One tab sends for all; the next takes over when it closes.

const LONGEST_PAUSE_SECONDS = 30;

/**
 * `ask(entry)` resolves to a turn or throws a Failure; `changed()` follows every change to the outbox; `answered(turn)`
 * each answer; `alone(work)` runs work while no other tab does. A message that may have arrived is sent again under
 * the same key, which the server answers once.
 */
export function createSender({ outbox, ask, changed, answered, alone, pause = pauseFor }) {
  let running = false;
  let wake = () => {};
  let tries = 0;

  async function send() {
    if (running) return wake();
    running = true;
    try {
      await alone(async () => {
        for (let entry; (entry = outbox.next()); ) await attempt(entry);
      });
    } finally {
      running = false;
    }
    if (outbox.next()) send();
  }

  async function attempt(entry) {
    try {
      const turn = await ask(entry);
      tries = 0;
      // Erased while it was under way: its answer is not wanted any more.
      if (!outbox.has(entry.key)) return;
      outbox.remove(entry.key);
      answered(turn, entry);
    } catch (failure) {
      if (failure.again === "later") await wait(entry, failure);
      else {
        const { code, message, again } = failure;
        outbox.change(entry.key, { waiting: null, failed: { code, message, again } });
      }
    }
    changed();
  }

  async function wait(entry, failure) {
    tries += 1;
    const seconds = failure.seconds || Math.min(2 ** tries, LONGEST_PAUSE_SECONDS);
    outbox.change(entry.key, { waiting: { code: failure.code, seconds } });
    changed();
    await new Promise((resolve) => pause(seconds, (wake = resolve)));
    wake = () => {};
    outbox.change(entry.key, { waiting: null });
  }

  return { send };
}

function pauseFor(seconds, resume) {
  setTimeout(resume, seconds * 1000);
}
