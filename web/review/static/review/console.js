// What every page does: says when a partial update failed, asks before what cannot be undone, closes menus.

const trouble = document.getElementById("trouble");

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const answer = event.detail.xhr;
    const says = answer?.getResponseHeader("Content-Type")?.startsWith("text/plain") && answer.status < 500;
    trouble.textContent = says ? answer.responseText : trouble.dataset.text;
    trouble.hidden = false;
    setTimeout(() => {
      trouble.hidden = true;
    }, 6000);
  });
}

// <form data-asks="Sure?">: a question before it is sent.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.asks;
  if (question && !confirm(question)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

// <select data-sends>: choosing is sending.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
