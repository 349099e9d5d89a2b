// The list's keys: j and k go along the rows, x selects, r says reviewed, t tags, ? says all this.
// What is done goes through the form that works without any of it.

const HELP = document.getElementById("keys");
const KEYS_ON = document.getElementById("keys-on");
let here = ""; // the id of the row in hand, which a partial update may replace

const rows = () => [...document.querySelectorAll(".row")];
const rowInHand = () => document.activeElement.closest?.(".row") ?? document.getElementById(here);
const selected = () => document.querySelectorAll(".row-select:checked");

function go(step) {
  const all = rows();
  const row = all[all.indexOf(rowInHand()) + step] ?? (step > 0 && !rowInHand() ? all[0] : null);
  row?.querySelector(".row-open").focus();
}

// Without a selection, the row in hand is what is meant.
function select() {
  const row = rowInHand();
  if (!selected().length && row) row.querySelector(".row-select").checked = true;
  return selected().length > 0;
}

function press(action) {
  document.querySelector(`#selected button[name=action][value=${action}]`)?.click();
}

const DOES = {
  j: () => go(1),
  k: () => go(-1),
  x: () => rowInHand()?.querySelector(".row-select")?.click(),
  r: () => {
    if (!document.getElementById("selected") || !select()) return;
    press([...selected()].every((each) => "read" in each.closest(".row").dataset) ? "unreviewed" : "reviewed");
  },
  t: () => {
    if (document.getElementById("selected") && select()) document.getElementById("bulk-tag").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || HELP.open || keysAreOff()) return;
  if (event.target.matches(WRITES) || event.defaultPrevented) return;
  const act = DOES[latin(event)];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row) here = row.id;
});

document.addEventListener("change", (event) => {
  if (event.target.id === "all") {
    for (const each of document.querySelectorAll(".row-select")) each.checked = event.target.checked;
  }
});

document.getElementById("help").addEventListener("click", (event) => {
  event.preventDefault();
  HELP.showModal();
});
KEYS_ON.checked = !keysAreOff();
KEYS_ON.addEventListener("change", () => localStorage.setItem("daleel-keys", KEYS_ON.checked ? "on" : "off"));

// The word about what was done or refused is for everybody, and the row in hand stays in hand.
document.addEventListener("htmx:afterSettle", () => {
  ready();
  if (document.activeElement === document.body || document.activeElement.id === "bulk-tag") {
    const tag = document.getElementById("bulk-tag");
    if (tag && !selected().length) tag.value = "";
    document.getElementById(here)?.querySelector(".row-open").focus();
  }
});

// What only this script can do is shown, and what is saved is what is seen.
function ready() {
  const all = document.getElementById("all");
  if (all) all.closest("label").hidden = false;
  document.getElementById("save-query").value = location.search.slice(1);
  document.getElementById("save-next").value = location.pathname + location.search;
}

ready();
if (matchMedia("(max-width: 64rem)").matches) document.querySelector(".list-conditions").open = false;
