"""svod for spaCy users: `nlp.add_pipe("svod")` on any pipeline.

    >>> import spacy
    >>> nlp = spacy.blank("ru")
    >>> _ = nlp.add_pipe("svod")
    >>> doc = nlp("Товарооборот достиг 26 млрд долл. в 2023 г.")
    >>> [(span.text, str(span._.value)) for span in doc.spans["amount"]]
    [('26 млрд долл.', 'money 26000000000 USD')]

Results are in `doc.spans["entity"]`, `["amount"]`, `["date"]`, `["agreement"]`; a span's label is the mention's, `span._.value`
its value (`pipeline.values`), `span._.rule` what decided. svod reads the text with its own tokens, so the pipeline that it
stands in may be any; a mention that cuts a token in two is widened to the token.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.model import LAYERS

for _name in ("value", "rule"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)


class Svod:
    """The component; it keeps no state."""

    def __call__(self, doc: Doc) -> Doc:
        # spaCy imports every registered component whenever any pipeline is made, ours too: the rooms are opened on first use.
        from pipeline.extract import extract
        from pipeline.russian.nlp import build

        groups: dict[str, list[Span]] = {layer: [] for layer in LAYERS}
        for mention in extract(build()(doc.text)).mentions:
            span = doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
            if span is not None:
                span._.value, span._.rule = mention.value, mention.rule
                groups[mention.layer].append(span)
        for layer, spans in groups.items():
            doc.spans[layer] = SpanGroup(doc, name=layer, spans=spans)
        return doc


@Language.factory("svod", assigns=["doc.spans", "span._.value", "span._.rule"])
def create(nlp: Language, name: str) -> Svod:
    """What spaCy calls for `nlp.add_pipe("svod")`."""
    return Svod()
