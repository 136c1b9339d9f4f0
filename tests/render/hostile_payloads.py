"""Text that would do something if any layer of a report took it for more than text.

`INERT` is legal in every field of a data folder and must be read on the page as it stands
here; `CHARACTERS` must never get past the reader, wherever they stand.
"""

from __future__ import annotations

INERT: dict[str, str] = {
    # HTML
    "script": "<script>document.title='ran'</script>",
    "handler": "<img src=x onerror=\"document.title='ran'\">",
    "end-of-script": "</script><script>document.title='ran'</script>",
    "end-of-head": "</style></title><body onload=document.title='ran'>",
    "end-of-svg": "</text></svg><svg onload=document.title='ran'>",
    "frame": "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    "refresh": '<meta http-equiv=refresh content="0;url=https://x.example">',
    "attribute": '" onmouseover="document.title=\'ran\'" x="',
    "entity": "&lt;b&gt; &amp; &#106;avascript&colon; <!-- -->",
    "details": '<details lang="zh">x</details>',
    "address": "javascript:document.title='ran'",
    "data-address": "data:text/html,<script>alert(1)</script>",
    # Markdown and what JupyterLab makes of it
    "link": "[open](javascript:document.title='ran')",
    "image": "![](https://x.example/pixel.png)",
    "autolink": "<javascript:document.title='ran'>",
    "marks": "# h | a | b | *** __u__ ~~s~~ `c` ```d``` - [ ] > q",
    "mathjax": "\\(\\href{javascript:document.title='ran'}{x}\\) $$y$$",
    # Templates and formats
    "jinja": "{{7*7}} {% for a in b %} {# c #}",
    "braces": "{company} {0.__class__} {{ }} {",
    "percent": "%s%n%(x)s %d ${HOME} $(id) `id`",
    # TeX and drawings
    "tex": "\\input{/etc/passwd} \\write18{id} \\begin{x}",
    "broken-math": "$\\frac{1$ and $x_1^2$",
    "svg": "<svg onload=alert(1)><use href='https://x.example/a.svg#b'/></svg>",
    "colour": 'id="a" style="fill: #545A61" url(#b) href="#c" #B23A1E onx=1',
    # Typst
    "typst-read": '#read("/etc/passwd")',
    "typst-code": '#import "@preview/a:1.0.0" #panic() #eval("1")',
    "typst-marks": "@ref <label> *b* _i_ $a$ `r` // c /* d */ = h \\ ~ -- ---",
    # Spreadsheets
    "hyperlink": '=HYPERLINK("https://x.example?"&A1,"open")',
    "command": "+cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "full-width": "＝1＋1 －1 ＠SUM",
    # Placeholders of the project's own files
    "placeholder": "/*faces*/ application/vnd.tapeout+json",
    "prototype": "__proto__ constructor toString",
    # Shapes
    "long-name": "A Very Long Company Name " * 3 + "Ltd.",
    "unbroken": "Unbreakable" * 7,
    "other-letters": "Привет αβγ ñé",
    "quotes": "\"double\" 'single' “curly” «angle» 「corner」",
    "decimals": "v1.23456789 0.000125 10.1.2.3456",
}

# Drawn by no face of the report: refused by name, with the text that holds them.
UNDRAWN: dict[str, str] = {
    "emoji": "chips \U0001f600\U0001f680",
    "arabic": "شركة الرقائق",
    "hebrew": "חברת שבבים",
}

CHARACTERS: dict[str, str] = {
    "ansi": "\x1b[31mred\x1b[0m",
    "terminal-title": "\x1b]0;ran\x07",
    "nul": "a\x00b",
    "bell": "a\x07b",
    "c1": "a\x9b31mb",
    "override": "a\u202egnp.exe",
    "isolate": "a\u2066b\u2069",
    "zero-width": "a\u200bb",
    "mark": "a\u200fb",
    "byte-order-mark": "a\ufeffb",
    "line-separator": "a\u2028b",
    "paragraph-separator": "a\u2029b",
}

LONGEST_NAME = "沐" * 40 + "Semiconductor Technology Company (Shanghai) Ltd"[:40]
