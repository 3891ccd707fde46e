"""One paper's mentions to things: full names, subtypes, codes, and an id for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from pipeline.link import abbreviations, events, namesakes, persons
from pipeline.link.nearest import Surroundings
from pipeline.link.registered import candidates, folded, of_state, office, thing_of
from pipeline.model import Linked, Mention, Thing, stable_id
from pipeline.russian.nlp import text_of
from pipeline.values import Name

_OF_STATES: Final = frozenset({"government", "research", "university"})


def link(doc: Doc, mentions: tuple[Mention, ...]) -> Linked:
    """The same mentions with fuller values, `entity_of` for the named ones, and the things that they point to."""
    named = [mention for mention in mentions if isinstance(mention.value, Name)]
    text = text_of(doc)
    own = abbreviations.meanings(text, named)
    people = persons.groups(_full(m) for m in named if m.label == "PER")
    full_events = events.full_names(_full(m) for m in named if m.label == "EVENT")
    around = Surroundings(doc, named)
    waters = namesakes.waters(doc, named)
    owned = _offices(_full(m) for m in named if m.label == "ORG")
    values: dict[str, Name] = {}
    entity_of: dict[str, str] = {}
    things: dict[str, Thing] = {}
    for mention in named:
        assert isinstance(mention.value, Name)
        said = text[mention.start : mention.end]
        value = _spelt_out(mention.value, said, own, full_events)
        called = _called(value, owned)
        found = candidates(value.type, called)
        if not found and of_state(value.full) == called:
            found = candidates(value.type, value.full)
        found = namesakes.of_kind(found, mention, folded(value.full) in waters)
        entry = around.survivor(found, mention)
        if entry is None and value.type == "EVENT":
            entry = events.registered(value.full)
        if entry is not None:
            value = replace(value, subtype=entry.subtype or value.subtype, iso_code=entry.iso_code)
            thing = thing_of(entry)
        else:
            name = people.get(value.full, value.full) if value.type == "PER" else called
            subtypes = {other.subtype for other in found}
            value = replace(
                value, subtype=subtypes.pop() if len(subtypes) == 1 else value.subtype, iso_code=None
            )
            thing = _own_thing(value, name)
        values[mention.mention_id] = value
        entity_of[mention.mention_id] = thing.entity_id
        known = things.get(thing.entity_id, thing)
        if known.subtype is None:
            known = known._replace(subtype=thing.subtype)
        things[thing.entity_id] = _with_aliases(known, value.full, said)
    linked = tuple(
        replace(mention, value=values[mention.mention_id]) if mention.mention_id in values else mention
        for mention in mentions
    )
    return Linked(linked, entity_of, tuple(things[key] for key in sorted(things)))


def _full(mention: Mention) -> str:
    assert isinstance(mention.value, Name)
    return mention.value.full


def _spelt_out(value: Name, said: str, own: dict[str, str], full_events: dict[str, str]) -> Name:
    """An abbreviation means what the paper says that it means; an event said short, the one that it names in full."""
    if value.type == "EVENT":
        return replace(value, full=full_events[value.full])
    if value.type != "ORG":
        return value
    full = own.get(" ".join(said.split()))
    said_full = full or value.full
    spelt = abbreviations.spelt_out(said_full)
    if spelt != said_full and not candidates("ORG", spelt):
        registered = candidates("ORG", said_full)
        if len(registered) == 1 and said_full.rpartition(" ")[2] not in registered[0].name.split():
            # «Системный оператор ЕЭС»: letters that mean something else inside this name.
            spelt = registered[0].name
    return replace(value, full=spelt)


def _offices(names: Iterable[str]) -> dict[str, set[str]]:
    """Folded name of an office without its state → the bodies of states that the paper names by it."""
    found: dict[str, set[str]] = {}
    for name in map(abbreviations.spelt_out, names):
        bare = office(name)
        if bare:
            found.setdefault(folded(bare), set()).add(of_state(name))
    return found


def _called(value: Name, owned: dict[str, set[str]]) -> str:
    """The name that a thing goes by: a body's with its state in one form; «МИД» alone is the one that the paper names, if one."""
    if value.type != "ORG":
        return value.full
    if value.subtype not in _OF_STATES:
        # «Голос Америки» is nobody's office.
        return value.full
    bodies = owned.get(folded(value.full), set())
    return next(iter(bodies)) if len(bodies) == 1 else of_state(value.full)


def _own_thing(value: Name, name: str) -> Thing:
    """A thing that no registry knows: its id hangs on its type and name."""
    return Thing(stable_id(value.type, folded(name)), value.type, value.subtype, name)


def _with_aliases(thing: Thing, *names: str) -> Thing:
    """Forms that were met, in the nominative, beside the thing's name; abbreviations as they were printed."""
    met = {name for name in names[:1] if folded(name) != folded(thing.name)}
    said = " ".join(names[-1].split())
    if said.isupper() and " " not in said and said not in (thing.name, thing.short_name):
        met.add(said)
    return thing._replace(aliases=tuple(sorted({*thing.aliases, *met})))
