import assert from "node:assert/strict";
import { test } from "node:test";

import { groupedSources, mergeTurns, pointTitle, pressedAfter, quickReplies, shownTurns } from "../../widget/src/panel/turns.js";

const turn = (key, at, state = "answered", asked = {}) => ({ key, state, replies: [], asked: { text: key, title: null, at, ...asked } });
const keys = (turns) => turns.map((each) => `${each.key}:${each.state}`);

test("turns are merged by key, the newer version wins, in the order asked", () => {
  const merged = mergeTurns([turn("b", "2", "pending"), turn("c", "3")], [turn("a", "1"), turn("b", "2")]);
  assert.deepEqual(keys(merged), ["a:answered", "b:answered", "c:answered"]);
});

test("what waits is shown last, only its first as under way", () => {
  const outbox = [{ key: "x", text: "س", at: "4" }, { key: "y", text: "ص", at: "5" }];
  assert.deepEqual(keys(shownTurns([turn("a", "1")], outbox)), ["a:answered", "x:pending", "y:queued"]);
});

test("a failed message does not hold up the next", () => {
  const outbox = [{ key: "x", text: "س", at: "4", failed: { code: "assistant_failed" } }, { key: "y", text: "ص", at: "5" }];
  assert.deepEqual(keys(shownTurns([], outbox)), ["x:failed", "y:pending"]);
});

test("an answer wins over the entry that asked for it, the entry over a pending turn", () => {
  const outbox = [{ key: "a", text: "أ", at: "1" }, { key: "b", text: "ب", at: "2" }];
  assert.deepEqual(keys(shownTurns([turn("a", "1"), turn("b", "2", "pending")], outbox)), ["a:answered", "b:pending"]);
});

test("a button goes quiet by a press after it, not by one before it", () => {
  const pressed = turn("p", "2", "answered", { text: "", title: "التحديات" });
  assert.deepEqual(pressedAfter([turn("a", "1"), pressed, turn("b", "3")]), ["التحديات", "", ""]);
});

test("a point that is a button already is not offered twice, and keeps that button's name", () => {
  const reply = {
    points: [{ number: 1, heading: "عنوان طويل جدا", payload: "/a" }],
    buttons: [{ title: "عنوان…", payload: "/a" }, { title: "غيره", payload: "/b" }],
  };
  assert.deepEqual(quickReplies(reply), [{ title: "غيره", payload: "/b" }]);
  assert.equal(pointTitle(reply, reply.points[0]), "عنوان…");
  assert.equal(pointTitle({ ...reply, buttons: [] }, reply.points[0]), "عنوان طويل جدا");
});

test("sources of one section stand under one name", () => {
  const source = (section, heading) => ({ document: "د", section, heading });
  const groups = groupedSources([source("أ", "1"), source("ب", "2"), source("أ", "3")]);
  assert.deepEqual(groups.map(({ section, passages }) => [section, passages.map(({ heading }) => heading)]), [["أ", ["1", "3"]], ["ب", ["2"]]]);
});

test("what was refused stays behind the turn that it followed, or by its time where that is not shown", () => {
  const failed = (key, at, after) => ({ key, text: key, at, after, failed: { code: "empty_text" } });
  const turns = [turn("a", "1"), turn("b", "4"), turn("c", "6")];
  // Its clock is ahead of the server's.
  assert.deepEqual(keys(shownTurns(turns, [failed("x", "9", "a")])), ["a:answered", "x:failed", "b:answered", "c:answered"]);
  assert.deepEqual(keys(shownTurns(turns, [failed("x", "5", "gone")])), ["a:answered", "b:answered", "x:failed", "c:answered"]);
  const both = [failed("x", "2", "a"), failed("y", "3", "x")];
  assert.deepEqual(keys(shownTurns(turns, both)), ["a:answered", "x:failed", "y:failed", "b:answered", "c:answered"]);
});
