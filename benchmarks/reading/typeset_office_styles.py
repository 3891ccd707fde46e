"""The looks of LibreOffice's typesettings: paragraph styles, page, heads and feet, as ODF XML (see `typeset_office`)."""

from __future__ import annotations

from html import escape

from typeset_edition import Look, bind

SIZES = {"title": 1.3, "title_en": 1.1, "journal": 0.85, "abstract": 0.9, "abstract_en": 0.9, "keywords": 0.9}
SMALL = (
    "keywords_en",
    "reference",
    "affiliation",
    "affiliation_en",
    "caption",
    "caption_en",
    "quote",
    "cell",
    "head",
)
CENTRED = (
    "title",
    "title_en",
    "heading",
    "references",
    "subheading",
    "number",
    "head",
    "figurecaption",
    "middle",
)
BOLD = ("title", "title_en", "heading", "references", "authors", "authors_en")
LEFT = ("journal", "udc", "bbk", "doi", "edn", "authors", "authors_en", "affiliation", "affiliation_en", "caption",
        "caption_en", "cell")  # fmt: skip
KINDS = (
    *LEFT, *CENTRED, "abstract", "abstract_en", "keywords", "keywords_en", "paragraph", "list_item", "quote",
    "sidebar", "reference", "footnote", "right", "runhead",
)  # fmt: skip


def styles(look: Look) -> str:
    """The named styles: one for each kind of paragraph."""
    auto = "true" if look.options.get("hyphens") == "auto" else "false"
    line = look.options.get("line", "100")
    made = [
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:line-height="{line}%" style:tab-stop-distance="10mm"/>'
        f'<style:text-properties style:font-name="{look.font}" fo:font-family="{look.font}" '
        f'fo:font-size="{look.size}pt" fo:language="ru" fo:country="RU" '
        f'fo:hyphenate="{auto}" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>'
        "</style:default-style>"
    ]
    made += [_style(kind, look, auto) for kind in dict.fromkeys(KINDS)]
    made.append(
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0" '
        'text:footnotes-position="page" text:start-numbering-at="document" text:citation-style-name="mark" '
        'text:citation-body-style-name="mark"/>'
        '<style:style style:name="mark" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    return "".join(made)


def _style(kind: str, look: Look, auto: str) -> str:
    factor = SIZES.get(
        kind, 0.9 if kind in SMALL else 0.8 if kind in ("footnote", "runhead", "sidebar") else 1.0
    )
    align = (
        "center" if kind in CENTRED else "start" if kind in LEFT else "end" if kind == "right" else "justify"
    )
    where = [f'fo:text-align="{align}"', 'fo:orphans="2"', 'fo:widows="2"']
    if kind in ("paragraph", "list_item"):
        where.append('fo:text-indent="7mm"')
    if kind in ("heading", "references", "subheading", "title", "title_en"):
        where.append('fo:margin-top="3mm" fo:margin-bottom="2mm" fo:keep-with-next="always"')
    if kind in ("caption", "caption_en", "right", "middle"):
        where.append('fo:margin-top="1mm" fo:keep-with-next="always"')
    if kind in ("quote", "sidebar"):
        where.append(
            'fo:margin-left="12mm" fo:margin-right="12mm" fo:margin-top="2mm" fo:margin-bottom="2mm"'
        )
    if kind == "sidebar":
        where.append('fo:border="0.5pt solid #000000" fo:padding="1mm"')
    if kind == "reference":
        where.append('fo:margin-left="6mm" fo:text-indent="-6mm"')
    if kind == "footnote":
        where.append('fo:margin-left="4mm" fo:text-indent="-4mm"')
    if kind in ("cell", "head"):
        factor = float(look.options.get("cell", "0.9"))
    how = [f'fo:font-size="{look.size * factor:.1f}pt"']
    if kind in BOLD and not (kind == "heading" and look.options.get("spread")):
        how.append('fo:font-weight="bold"')
    if kind in ("heading", "references") and look.options.get("spread") == "letter":
        how.append('fo:letter-spacing="2.2pt"')
    if kind in ("affiliation", "affiliation_en", "caption_en", "runhead"):
        how.append('fo:font-style="italic"')
    if kind in (*CENTRED, *LEFT):
        auto = "false"
    if kind.endswith("_en"):
        how.append('fo:language="en" fo:country="US"')
        auto = "false"
    how.append(f'fo:hyphenate="{auto}"')
    return (
        f'<style:style style:name="{kind}" style:family="paragraph">'
        f"<style:paragraph-properties {' '.join(where)}/><style:text-properties {' '.join(how)}/></style:style>"
    )


def automatic(look: Look) -> str:
    """The page, the section of columns, tables and their cells, runs of text."""
    width, high, margin = look.options.get("page", "210 297 22").split()
    usable = float(width) - 2 * float(margin)
    gap = 8.0
    column = (usable - gap) / 2 if look.options.get("columns") and "wide" not in look.options else usable
    notes = ' text:footnotes-position="text"' if look.options.get("notes") == "section" else ""
    configuration = (
        f'<text:notes-configuration text:note-class="footnote"{notes} style:num-format="1"/>' if notes else ""
    )
    borders = {"ruled": 'fo:border="0.5pt solid #000000"', "none": 'fo:border="none"'}
    made = [
        f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}mm" '
        f'fo:page-height="{high}mm" fo:margin="{margin}mm" style:print-orientation="portrait">'
        '<style:footnote-sep style:width="0.5pt" style:distance-before-sep="2mm" style:distance-after-sep="1.5mm" '
        'style:line-style="solid" style:adjustment="left" style:rel-width="25%" style:color="#000000"/></style:page-layout-properties>'
        '<style:header-style><style:header-footer-properties fo:min-height="7mm" fo:margin-bottom="4mm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="7mm" fo:margin-top="4mm"/></style:footer-style>'
        "</style:page-layout>",
        f'<style:style style:name="columns" style:family="section"><style:section-properties>'
        f'<style:columns fo:column-count="2" fo:column-gap="{gap}mm"/>{configuration}</style:section-properties></style:style>',
        f'<style:style style:name="tabular" style:family="table"><style:table-properties style:width="{column}mm" '
        'table:align="margins" fo:margin-bottom="3mm" fo:margin-top="1mm" style:may-break-between-rows="false"/></style:style>',
        '<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
        '<style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
        '<style:style style:name="sup" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>',
    ]
    made += [
        f'<style:style style:name="share{n}" style:family="table-column">'
        f'<style:table-column-properties style:rel-column-width="{n}*" style:column-width="{column * n / 100:.2f}mm"/></style:style>'
        for n in range(1, 100)
    ]
    for name, border in borders.items():
        made.append(_cell_style(name, border))
    made.append(
        _cell_style("top", 'fo:border-top="0.8pt solid #000000" fo:border-bottom="0.5pt solid #000000"')
    )
    made.append(_cell_style("last", 'fo:border-bottom="0.8pt solid #000000"'))
    made.append(
        '<style:style style:name="first" style:family="paragraph" style:parent-style-name="journal" '
        f'style:master-page-name="Standard"><style:paragraph-properties style:page-number="{look.first_page}"/></style:style>'
    )
    return "".join(made)


def _cell_style(name: str, border: str) -> str:
    return (
        f'<style:style style:name="cell-{name}" style:family="table-cell">'
        f'<style:table-cell-properties {border} fo:padding="0.8mm" style:vertical-align="middle"/></style:style>'
    )


def masters(look: Look) -> str:
    """What stands at the head and the foot of first, left and right pages."""
    number = '<text:page-number text:select-page="current"/>'

    def line(kind: str, inside: str) -> str:
        return f'<text:p text:style-name="{kind}">{inside}</text:p>'

    left, right = escape(bind(look.head_left)), escape(bind(look.head_right))
    if look.number == "head-outer":
        heads = [line("right", f"{right}   {number}"), line("runhead", f"{number}   {left}")]
        feet = ["", ""]
    else:
        heads = [line("right", right) if right else "", line("runhead", left) if left else ""]
        outer = look.number == "foot-outer"
        feet = [line("right" if outer else "number", number), line("runhead" if outer else "number", number)]
    first = line("number", number) if look.first == "number" else ""
    if look.stamp:
        first = line("runhead", escape(bind(look.stamp))) + first

    def master(name: str, then: str, parts: str) -> str:
        return f'<style:master-page style:name="{name}" style:page-layout-name="page"{then}>{parts}</style:master-page>'

    def shown(tag: str, inside: str) -> str:
        return f"<style:{tag}>{inside or '<text:p/>'}</style:{tag}>"

    later = (
        shown("header", heads[0]) + shown("header-left", heads[1])
        + shown("header-first", "")
        + shown("footer", feet[0]) + shown("footer-left", feet[1])
        + shown("footer-first", first)
    )  # fmt: skip
    return master("Standard", "", later)
