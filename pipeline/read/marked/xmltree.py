"""Bytes → an XML tree, without the ways in which XML can harm: entities that grow, files and addresses that are fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from pipeline.read.errors import ReadError


def parse(data: bytes, what: str, *, mended: bool = False) -> tuple[Any, str | None]:
    """The root, and what was wrong with the XML where it could be `mended` (null: nothing). `what` is for the message.

    Raises ReadError UNREADABLE for what is no XML, and for XML that defines entities of its own: papers don't, and to
    resolve them is how a kilobyte becomes a gigabyte («billion laughs») or a local file is read.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=mended,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError("UNREADABLE", f"damaged {what}: {error}") from error
    if root is None:
        raise ReadError("UNREADABLE", f"damaged {what}: no XML")
    table = root.getroottree().docinfo.internalDTD
    if table is not None and next(table.iterentities(), None) is not None:
        raise ReadError("UNREADABLE", f"{what} that defines entities of its own")
    wrong = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    return root, f"{wrong[0].message} (line {wrong[0].line})" if wrong else None
