"""Lets <lifeline-diagram> hold blank lines, at which MkDocs' Markdown would end the element."""

import re


def on_page_markdown(markdown, **_):
    return re.sub(
        r"<lifeline-diagram\b.*?</lifeline-diagram>",
        lambda element: re.sub(r"\n\s*\n", "\n", element[0]),
        markdown,
        flags=re.DOTALL,
    )
