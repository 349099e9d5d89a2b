// "preact" in this file's build: the panel lends its own, so that there is one.

export const { h, Component } = customElements.get("sme-chat").preact;
