"""The pictures of a pack as PNG, all of them in one go of typst."""

import json
from collections.abc import Sequence
from pathlib import Path

from core.printing import each_text, frame_of_a_file
from insights.packs.blocks import Block
from insights.packs.pdf import printable

TEMPLATE = Path(__file__).parent.parent / "pictures.typ"
DOTS_PER_INCH = 144.0
WIDTH_CM = 16.0  # as pictures.typ has it


def pictures_of(blocks: Sequence[Block]) -> dict[str, bytes]:
    """Id of a chart → its picture, of the blocks that have one."""
    drawn = [block for block in blocks if "chart" in block]
    if not drawn:
        return {}
    import typst  # here: the public process never loads it

    data = each_text({"blocks": drawn, **frame_of_a_file()}, printable)
    made = typst.compile(
        str(TEMPLATE),
        format="png",
        ppi=DOTS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"pack": json.dumps(data)},
    )
    pages = made if isinstance(made, list) else [made]
    return {block["chart"]["id"]: page for block, page in zip(drawn, pages, strict=True)}
