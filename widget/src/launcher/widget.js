// What every page loads: the launcher. The server is where this script came from; a page needs to say nothing else.

import { defineElement } from "./element.js";

const script = document.currentScript || document.querySelector('script[src*="widget.js"]');
defineElement(new URL(script.src, location.href).origin);
