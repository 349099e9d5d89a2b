// Files dropped on the page, sent one by one with their progress; words selected in a passage, to be corrected.

const drop = document.querySelector("[data-drop]");

if (drop) {
  const list = drop.querySelector(".drop-files");
  const input = drop.querySelector("input[type=file]");
  const waiting = [];
  let isSending = false;
  drop.querySelector("button").hidden = true; // choosing is sending

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", (event) => drop.contains(event.relatedTarget) || drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files);
  });
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });

  function take(files) {
    for (const file of files) {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      const state = document.createElement("small");
      state.className = "quiet";
      state.textContent = list.dataset.waits;
      row.append(name, state);
      list.append(row);
      waiting.push({ file, row, state });
    }
    send();
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await sendOne(next);
    isSending = false;
  }

  function sendOne({ file, row, state }) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", drop.elements.csrfmiddlewaretoken.value);
    body.append("files", file);
    const bar = document.createElement("progress");
    bar.max = 1;
    state.replaceWith(bar);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", drop.action);
      request.setRequestHeader("X-Requested-With", "fetch");
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      };
      request.onloadend = () => {
        bar.replaceWith(state);
        const isTaken = request.status === 201;
        state.textContent = isTaken ? list.dataset.taken : "";
        if (!isTaken) {
          const problem = document.createElement("p");
          problem.className = "problem";
          problem.textContent = request.status === 409 ? request.responseText : list.dataset.failed;
          row.append(problem);
        }
        refresh();
        done();
      };
      request.send(body);
    });
  }

  function refresh() {
    htmx.ajax("GET", new URL("rows", location.href.replace(/\/?$/, "/")).pathname, { target: "#rows", swap: "innerHTML" });
  }
}

// A selection within one passage is the word that was misread, and the place to part it.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const passage = selection.anchorNode?.parentElement?.closest?.("[data-passage]");
  if (!passage || selection.isCollapsed || !passage.contains(selection.focusNode)) return;
  const units = [selection.anchorOffset, selection.focusOffset].sort((a, b) => a - b);
  const text = passage.textContent;
  const [from, to] = units.map((unit) => [...text.slice(0, unit)].length); // the server counts characters, not units
  const card = passage.parentElement;
  const word = card.querySelector("input[value=word_corrected]")?.form;
  const part = card.querySelector("input[value=passage_parted]")?.form;
  if (!word) return;
  card.querySelector("details.correct").open = true;
  word.elements.from.value = from;
  word.elements.to.value = to;
  word.querySelector("[data-chosen]").textContent = text.slice(...units);
  part.elements.at.value = from;
  for (const form of [word, part]) form.querySelector("button").disabled = false;
});
