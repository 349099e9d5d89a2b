// Keys: an element with data-key="r" is pressed (a field, entered) by that key, unless somebody is writing.
// data-key="Escape" also works out of a field. `?` is for whoever puts it on something.

const WRITES = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  if (!(event.target instanceof Element)) return;
  if (event.key === "Escape" && event.target.matches(WRITES)) {
    event.target.blur();
    return;
  }
  if (event.target.matches(WRITES) || (keysAreOff() && event.key.length === 1)) return;
  const key = latin(event);
  const found = [...document.querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key.split(" ").includes(key) && each.offsetParent !== null && !each.disabled,
  );
  if (!found) return;
  event.preventDefault();
  if (found.matches(WRITES)) {
    found.focus();
    found.select?.();
  } else {
    found.click();
  }
});

// On an Arabic keyboard the key of J says another letter: what counts is where the key is.
function latin(event) {
  if (/^[\x21-\x7e]$/.test(event.key) || event.key.length > 1) return event.key;
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

// Whoever speaks to the machine, or presses keys by accident, can do without (the list's help).
function keysAreOff() {
  return localStorage.getItem("daleel-keys") === "off";
}
