"""Two hundred texts that want to be run: each sets window.__xss, shows a dialog or loads something then."""

from __future__ import annotations

from itertools import cycle, islice, product

DO = "window.__xss=1"
_HANDLERS = (
    "onerror",
    "onload",
    "onfocus autofocus tabindex=1",
    "onmouseover",
    "onanimationstart",
    "ontoggle open",
)
_TAGS = (
    "img src=x",
    "svg",
    "body",
    "video src=x",
    "audio src=x",
    "details",
    "input",
    "iframe",
    "marquee",
    "sme-chat",
)
_WRAPPED = (
    "<script>{do}</script>",
    "<SCRIPT SRC=data:,{do}></SCRIPT>",
    "<scr<script>ipt>{do}</scr</script>ipt>",
    '"><script>{do}</script>',
    "'><script>{do}</script>",
    "</textarea><script>{do}</script>",
    "</title><script>{do}</script>",
    "</style><script>{do}</script>",
    "</template><script>{do}</script>",
    "--><script>{do}</script>",
    "]]><script>{do}</script>",
    "<!--><img src=x onerror={do}>-->",
    '" onmouseover="{do}" x="',
    "' onfocus='{do}' autofocus='",
    "` onerror=`{do}`",
    "<a href=javascript:{do}>اضغط</a>",
    "<a href='java&#10;script:{do}'>اضغط</a>",
    "[اضغط](javascript:{do})",
    "![صورة](x onerror={do})",
    "javascript:{do}",
    "https://x/\"onmouseover='{do}'",
    "https://x/'onclick={do}//",
    "https://x/><img/src=x/onerror={do}>",
    "http://javascript:{do}@x/",
    "data:text/html,<script>{do}</script>",
    "vbscript:{do}",
    "{{{{constructor.constructor('{do}')()}}}}",
    "${{{do}}}",
    "<%= {do} %>",
    "{{% {do} %}}",
    "<math><mi//xlink:href='data:x,<script>{do}</script>'>",
    "<svg><script>{do}</script></svg>",
    "<svg><animate onbegin={do} attributeName=x></svg>",
    "<svg><a xlink:href=javascript:{do}><text y=9>س</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={do}>#x'></svg>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
    "<iframe src=javascript:parent.__xss=1></iframe>",
    "<object data=javascript:{do}></object>",
    "<embed src=javascript:{do}>",
    "<form action=javascript:{do}><button>اضغط</button></form>",
    "<button formaction=javascript:{do}>اضغط</button>",
    "<meta http-equiv=refresh content='0;url=javascript:{do}'>",
    "<link rel=stylesheet href='data:text/css,*{{color:red}}'>",
    "<style>@import 'data:text/css,*{{color:red}}';</style>",
    "<style>*{{background:url(javascript:{do})}}</style>",
    "<base href='javascript:{do}//'>",
    "<template shadowrootmode=open><script>{do}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={do}>'>",
    "<x onclick={do} style=position:fixed;inset:0>س</x>",
    "<img src=x:x onerror=alert(1)>",
    "<script>confirm(1)</script>",
    "<script>fetch('/api/chat/history')</script>",
    "&lt;script&gt;{do}&lt;/script&gt;",
    "&#60;script&#62;{do}&#60;/script&#62;",
    "\\u003cscript\\u003e{do}\\u003c/script\\u003e",
    "%3Cscript%3E{do}%3C/script%3E",
    "\uff1cscript\uff1e{do}\uff1c/script\uff1e",
    "__proto__",
    "constructor",
    "[object Object]",
    "dangerouslySetInnerHTML",
    '{{"__html":"<img src=x onerror={do}>"}}',
    '{{"dangerouslySetInnerHTML":{{"__html":"<b>س</b>"}}}}',
    "null",
    "$& $1 $` $'",
)  # fmt: skip


def hostile_texts(count: int = 200) -> list[str]:
    """Distinct texts, in a fixed order, each with its number before it so that it can be found again."""
    wrapped = [text.format(do=DO) for text in _WRAPPED]
    tagged = [f"<{tag} {handler}={DO}>" for tag, handler in product(_TAGS, _HANDLERS)]
    quoted = (f"{quote}>{text}{quote}" for quote, text in zip(cycle("\"'`"), tagged, strict=False))
    spread = (text.replace("<", "<\n").replace("=", " = ") for text in tagged)
    texts = [*wrapped, *tagged, *quoted, *spread]
    return [f"س{number} {text}" for number, text in enumerate(islice(dict.fromkeys(texts), count))]
