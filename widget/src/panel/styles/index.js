// Constructed style sheets: a page's Content-Security-Policy need not allow inline styles.

import answer from "./answer.css";
import base from "./base.css";
import composer from "./composer.css";
import log from "./log.css";
import media from "./media.css";
import panel from "./panel.css";

export default base + panel + log + answer + composer + media;
