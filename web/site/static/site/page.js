// What the pages do beside the widget: buttons that open it, and buttons that copy. Without this they stay hidden.

const COPIED_MILLISECONDS = 2000;

customElements.whenDefined("sme-chat").then(() => {
  for (const button of document.querySelectorAll("[data-opens-chat]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.querySelector("sme-chat").open());
  }
});

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const name = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = name;
      }, COPIED_MILLISECONDS);
    });
  }
}
