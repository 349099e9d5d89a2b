import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../widget/src/panel/api.js";
import { openOutbox } from "../../widget/src/launcher/outbox.js";
import { openStorage } from "../../widget/src/launcher/storage.js";
import { createSender } from "../../widget/src/panel/sending.js";

/** Storage that falls back on memory. */
function memory() {
  return openStorage(() => {
    throw new Error("no browser here");
  }, "");
}

/** A sender whose server answers each call with the next of `outcomes`: a Failure to throw, or anything else for an answer. */
function sending(outcomes) {
  const outbox = openOutbox(memory());
  const asked = [];
  const answered = [];
  const pauses = [];
  const sender = createSender({
    outbox,
    async ask({ key }) {
      asked.push(key);
      const outcome = outcomes.shift();
      if (outcome instanceof Failure) throw outcome;
      return { key };
    },
    alone: (work) => work(),
    changed() {},
    answered: ({ key }) => answered.push(key),
    pause(seconds, resume) {
      pauses.push(seconds);
      queueMicrotask(resume);
    },
  });
  const add = (...names) => names.forEach((key) => outbox.add({ key, text: key }));
  return { outbox, sender, asked, answered, pauses, add };
}

test("a burst is sent one by one, in order", async () => {
  const { sender, add, asked, answered, outbox } = sending([]);
  add("a", "b", "c");
  await sender.send();
  assert.deepEqual([asked, answered, outbox.list()], [["a", "b", "c"], ["a", "b", "c"], []]);
});

test("a lost connection is tried again under the same key, ever later, before what comes after it", async () => {
  const { sender, add, asked, pauses } = sending([new Failure(0), new Failure(0), new Failure(0)]);
  add("a", "b");
  await sender.send();
  assert.deepEqual([asked, pauses], [["a", "a", "a", "a", "b"], [2, 4, 8]]);
});

test("a refusal for haste waits as long as the server asks", async () => {
  const { sender, add, asked, pauses } = sending([new Failure(429, { code: "too_many_messages" }, 7)]);
  add("a");
  await sender.send();
  assert.deepEqual([asked, pauses], [["a", "a"], [7]]);
});

test("the assistant's failure waits for the visitor and lets the next through", async () => {
  const { sender, add, answered, outbox } = sending([new Failure(502, { code: "assistant_failed", message: "عذرا" })]);
  add("a", "b");
  await sender.send();
  assert.deepEqual(answered, ["b"]);
  assert.deepEqual(outbox.list()[0].failed, { code: "assistant_failed", message: "عذرا", again: "now" });
});

test("a message that the server refuses is not offered again as it is", async () => {
  const { sender, add, outbox } = sending([new Failure(413, { code: "too_long" })]);
  add("a");
  await sender.send();
  assert.equal(outbox.list()[0].failed.again, "never");
});

test("an answer to what has been erased meanwhile is dropped", async () => {
  const { sender, add, answered, outbox } = sending([]);
  add("a");
  const sent = sender.send();
  outbox.remove("a");
  await sent;
  assert.deepEqual(answered, []);
});

test("a burst within one millisecond keeps its order", () => {
  const outbox = openOutbox(memory(), () => 1000);
  ["c", "a", "b"].forEach((key) => outbox.add({ key }));
  assert.deepEqual(outbox.list().map(({ key }) => key), ["c", "a", "b"]);
});

test("two tabs that write at once keep each other's messages", () => {
  const storage = memory();
  const [one, other] = [openOutbox(storage, () => 1), openOutbox(storage, () => 2)];
  one.add({ key: "a" });
  other.add({ key: "b" });
  one.remove("a");
  assert.deepEqual(other.list().map(({ key }) => key), ["b"]);
});
