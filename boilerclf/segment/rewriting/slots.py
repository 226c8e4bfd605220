"""What an element with a shadow root holds, put where its ``<slot>`` shows it.

``<x-a><template shadowrootmode=open><h1>Rain</h1><slot></slot><p>Foot</p></template><p>Snow</x-a>``
shows "Snow" between the others. A slot with a name takes the children that ask for it, the one
without all the rest; one that nothing is put into shows what it holds itself. Children for which
there is no slot stay where they are.

Source: DOM Living Standard, sections 4.2.2.3 and 4.2.2.4 (finding slots and slottables).
"""

from __future__ import annotations

from typing import Final

from turbohtml import Document, Element, Node

_ROOT: Final = "template[shadowrootmode]"
_MOST_MOVED: Final = 100_000
"""Nodes that are moved on a page: they move once more for each element in another's slot."""


def fill_slots(document: Document) -> None:
    """Move children of elements with a shadow root into its slots.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<x-a><template shadowrootmode=open>1 <slot></slot> 3</template>2</x-a>"
    >>> document = parse(html, allow_declarative_shadow_roots=False)
    >>> fill_slots(document)
    >>> document.select_one("x-a").html
    '<x-a><template shadowrootmode="open">1 2 3</template></x-a>'
    """
    roots = document.select(_ROOT)
    slots: dict[Element | None, list[Element]] = {}
    for slot in document.select("slot") if roots else ():
        slots.setdefault(slot.closest("template"), []).append(slot)
    hosts: set[Element] = set()
    n_left = _MOST_MOVED
    for root in roots:
        host = root.parent
        if not isinstance(host, Element) or host in hosts:  # the first root alone is attached
            continue
        hosts.add(host)
        nodes = [node for node in host if node is not root]
        n_left -= len(nodes)
        if n_left < 0:
            return
        _fill(slots.get(root, []), nodes)


def _fill(slots: list[Element], nodes: list[Node]) -> None:
    held: dict[str, list[Node]] = {}
    for node in nodes:
        name = (node.attr("slot") or "") if isinstance(node, Element) else ""
        held.setdefault(name, []).append(node)
    for slot in slots:
        its = held.pop(slot.attr("name") or "", [])
        if any(node.text.strip() or isinstance(node, Element) for node in its):
            for node in its:
                slot.insert_before(node.extract())
            slot.extract()
