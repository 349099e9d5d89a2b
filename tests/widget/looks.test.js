import assert from "node:assert/strict";
import { test } from "node:test";

import { contrast, inkOn, legibleOn, parseColour } from "../../widget/src/launcher/colour.js";
import { readOptions } from "../../widget/src/launcher/options.js";
import { openStorage } from "../../widget/src/launcher/storage.js";
import { clockOf, dayOf, inSeconds } from "../../widget/src/panel/time.js";

const options = (attributes) => readOptions((name) => attributes[name] ?? null);

test("ink on any colour is legible, and so is a shade of it on light and on dark", () => {
  for (let red = 0; red < 256; red += 51) {
    for (let green = 0; green < 256; green += 51) {
      for (let blue = 0; blue < 256; blue += 51) {
        const colour = [red, green, blue];
        assert.ok(contrast(colour, inkOn(colour)) >= 4.5, `ink on ${colour}`);
        for (const surface of [[255, 255, 255], [20, 26, 24]]) {
          assert.ok(contrast(legibleOn(colour, [surface]), surface) >= 4.5, `${colour} on ${surface}`);
        }
      }
    }
  }
});

test("a legible colour stays as it is", () => {
  assert.deepEqual(legibleOn([11, 98, 87], [[255, 255, 255]]), [11, 98, 87]);
});

test("colours are read in the ways that browsers write them", () => {
  assert.deepEqual(parseColour("#0b6257"), [11, 98, 87]);
  assert.deepEqual(parseColour("#FfD"), [255, 255, 221]);
  assert.deepEqual(parseColour("rgb(1, 2, 3)"), [1, 2, 3]);
  for (const none of ["", "teal", "rgb(from red r g b)", "#12", "url(x)"]) assert.equal(parseColour(none), null);
});

test("Arabic is spoken where the language is missing or not ours", () => {
  for (const language of [undefined, "", "de", "__proto__"]) assert.equal(options({ language }).language, "ar");
  assert.equal(options({ language: "fr-DZ" }).language, "fr");
});

test("the launcher stands where a line ends, unless told otherwise", () => {
  assert.deepEqual([options({}).side, options({ language: "en" }).side, options({ position: "right" }).side], ["left", "right", "right"]);
});

test("start questions are cut at the bar; a privacy page is never a script", () => {
  assert.deepEqual(options({ "start-questions": " أ؟ | ب؟ ||" }).startQuestions, ["أ؟", "ب؟"]);
  for (const url of ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "java\nscript:alert(1)", "\u0001javascript:alert(1)"]) {
    assert.equal(options({ "privacy-url": url }).privacyUrl, "", url);
  }
  for (const url of ["/privacy", "privacy.html", "https://example.org/p"]) assert.equal(options({ "privacy-url": url }).privacyUrl, url);
});

test("times are Gregorian with Latin digits in every language", () => {
  const noon = new Date(2025, 2, 9, 14, 5).toISOString();
  assert.match(clockOf(noon, "ar"), /^02:05/);
  assert.equal(dayOf(noon, "ar", new Date(2025, 2, 9, 23)), "اليوم");
  assert.equal(dayOf(noon, "ar", new Date(2025, 2, 10, 1)), "أمس");
  assert.equal(dayOf(noon, "ar", new Date(2025, 5, 1)), "9 مارس 2025");
  assert.equal(dayOf(noon, "fr", new Date(2025, 5, 1)), "9 mars 2025");
  assert.equal(inSeconds(5, "ar"), "خلال 5 ثوانٍ");
});

test("where the browser forbids storing, the page remembers for itself", () => {
  const storage = openStorage(() => {
    throw new Error("forbidden");
  }, "p:");
  storage.set("draft", "نص");
  assert.equal(storage.get("draft"), "نص");
  storage.set("draft", null);
  assert.equal(storage.get("draft"), null);
});
