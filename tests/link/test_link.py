"""One paper's mentions become things: full names, codes, one id for one thing."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract import event, organisation, person, place
from pipeline.extract.overlaps import resolve
from pipeline.link.resolve import link
from pipeline.model import Linked, Mention, Thing, mention_ids, stable_id
from pipeline.russian.nlp import build, structure_of
from pipeline.values import Name


def linked(text: str) -> Linked:
    doc = build()(text)
    found = [
        m
        for module in (event, organisation, person, place)
        for m in module.find(doc)
        if isinstance(m, Mention)
    ]
    kept, _ = resolve(found, structure_of(doc))
    ids = mention_ids("test", text, kept)
    return link(doc, tuple(replace(m, mention_id=key) for m, key in zip(kept, ids, strict=True)))


def names(result: Linked) -> list[str]:
    return [m.value.full for m in result.mentions if isinstance(m.value, Name)]


def thing(result: Linked, index: int) -> Thing:
    key = result.entity_of[result.mentions[index].mention_id]
    return next(t for t in result.things if t.entity_id == key)


def test_one_country_under_all_its_names() -> None:
    result = linked("Россия и Российская Федерация, то есть РФ, граничат с Казахстаном.")
    assert names(result) == ["Россия", "Российская Федерация", "Российская Федерация", "Казахстан"]
    assert thing(result, 0) == thing(result, 1) == thing(result, 2)
    assert (thing(result, 0).name, thing(result, 0).iso_code) == ("Россия", "RU")
    assert "Российская Федерация" in thing(result, 0).aliases
    assert thing(result, 3).iso_code == "KZ"


def test_ids_hang_on_the_thing_alone() -> None:
    one, other = (
        linked("Экспорт Казахстана вырос."),
        linked("В Астане решили: Казахстан и Узбекистан строят мост."),
    )
    assert thing(one, 0).entity_id == thing(other, 1).entity_id == stable_id("registry", "KZ")


def test_every_named_mention_points_to_a_thing() -> None:
    result = linked("В Омске А. Громов и ТОО «Степные зори» открыли II Форум ректоров.")
    things = {t.entity_id for t in result.things}
    assert len(result.entity_of) == len(result.mentions) == 4
    assert set(result.entity_of.values()) == things
    assert all(
        t.type == m.label
        for m in result.mentions
        for t in result.things
        if t.entity_id == result.entity_of[m.mention_id]
    )


def test_namesake_by_the_region_that_the_paper_names() -> None:
    kazakh = linked("Завод в Петропавловске. Это центр Северо-Казахстанской области.")
    assert thing(kazakh, 0).entity_id == stable_id("registry", "LOC/петропавловск/KZ-59")
    russian = linked("Порт в Петропавловске принимает суда. Камчатский край ждёт их.")
    assert thing(russian, 0).name == "Петропавловск-Камчатский"


def test_two_candidates_stay_open() -> None:
    result = linked("Завод в Петропавловске закрыт.")
    assert thing(result, 0).entity_id == stable_id("LOC", "петропавловск")
    both = linked("В Петропавловске спорят. Северо-Казахстанская область и Камчатский край далеко.")
    assert thing(both, 0).entity_id == stable_id("LOC", "петропавловск")


def test_the_longer_name_of_one_namesake_is_no_witness() -> None:
    text = "Петропавловск-Камчатский ждёт судно. Северо-Казахстанская область расширила элеватор в Петропавловске."
    result = linked(text)
    assert thing(result, 2).entity_id == stable_id("registry", "LOC/петропавловск/KZ-59")
    alone = linked("Петропавловск-Камчатский ждёт судно. Петропавловск тоже.")
    assert thing(alone, 1).entity_id == stable_id("LOC", "петропавловск")


def test_the_nearest_witness_decides_for_each_mention() -> None:
    result = linked(
        "В Петропавловске снег, и Северо-Казахстанская область замерла. Шли дни. Прошёл месяц."
        " В Петропавловске шторм, и Камчатский край замер."
    )
    assert [thing(result, 0).iso_code or thing(result, 0).name, thing(result, 2).name] == [
        "Петропавловск",
        "Петропавловск-Камчатский",
    ]
    said = linked("Россия молчит. Казахстанский Петропавловск растёт.")
    assert thing(said, 1).entity_id == stable_id("registry", "LOC/петропавловск/KZ-59")


def test_bodies_of_different_states_are_different() -> None:
    result = linked("Главы МИД Грузии, Турции и Ирана встретились.")
    assert names(result) == [
        f"Министерство иностранных дел {state}" for state in ("Грузии", "Турции", "Ирана")
    ]
    assert len(set(result.entity_of.values())) == 3


def test_a_body_is_one_whatever_its_state_is_called() -> None:
    result = linked(
        "Национальный банк Кыргызской Республики снизил ставку. Национальный банк Киргизии доволен."
    )
    assert thing(result, 0) == thing(result, 1)
    assert thing(result, 0).name == "Национальный банк Киргизии"


def test_an_office_alone_is_the_one_that_the_paper_names() -> None:
    one = linked("МВД Узбекистана ответило. В МВД считают иначе.")
    assert thing(one, 1) == thing(one, 0)
    two = linked("МВД Узбекистана и МВД Грузии ответили. В МВД считают иначе.")
    assert thing(two, 2).name == "Министерство внутренних дел"


def test_letters_that_mean_something_else_inside_a_name() -> None:
    assert names(linked("Отчёт «Системного оператора ЕЭС» вышел."))[0] == (
        "Системный оператор Единой энергетической системы"
    )


def test_a_woman_is_not_her_brother() -> None:
    result = linked("Нурлан Сарсенов открыл съезд. Доклад Дариги Сарсеновой принят. Дарига Сарсенова ушла.")
    assert names(result) == ["Сарсенов Нурлан", "Сарсенова Дарига", "Сарсенова Дарига"]
    assert thing(result, 0) != thing(result, 1) == thing(result, 2)


def test_a_river_is_no_region() -> None:
    river = linked("Сток реки Урал упал. Урал мелеет.")
    assert [thing(river, 0).subtype, thing(river, 1).subtype] == ["other", "other"]
    region = linked("Заводы Урала и Сибири растут.")
    assert thing(region, 0).subtype == "macroregion"


def test_a_station_is_not_the_town() -> None:
    result = linked("Через станцию Озинки идут поезда. Посёлок Озинки растёт.")
    assert [thing(result, 0).subtype, thing(result, 1).subtype] == ["other", "city"]
    assert thing(result, 0).entity_id != thing(result, 1).entity_id


def test_the_paper_explains_its_abbreviations() -> None:
    result = linked("По данным АО «НК “Казахстан темир жолы”» (КТЖ), рост есть. КТЖ строит путь.")
    assert names(result)[-1] == "АО «НК “Казахстан темир жолы”»"
    own = linked("Создан Центр приграничных исследований (ЦПИ). Опрос ЦПИ завершён.")
    assert names(own) == ["Центр приграничных исследований"] * 3
    assert thing(own, 2) == thing(own, 0)
    assert "ЦПИ" in thing(own, 0).aliases


def test_an_abbreviation_inside_a_name_is_spelt_out() -> None:
    assert names(linked("Решение принял Суд ЕАЭС в Минске."))[0] == "Суд Евразийского экономического союза"
    result = linked("Приказ подписало Правительство РФ, а не Правительство России.")
    assert names(result) == ["Правительство Российской Федерации", "Правительство России"]
    assert thing(result, 0) == thing(result, 1)


def test_an_event_said_short() -> None:
    text = "Форум межрегионального сотрудничества России и Казахстана проводится ежегодно. На XIX Форуме подписаны акты."
    result = linked(text)
    assert names(result)[1] == "XIX Форум межрегионального сотрудничества России и Казахстана"
    assert thing(result, 0).entity_id != thing(result, 1).entity_id
    assert names(linked("На XIX Форуме подписаны акты.")) == ["XIX Форум"]
    two = linked("Форум ректоров России и Форум молодёжи Казахстана прошли. На XIX Форуме было тесно.")
    assert names(two)[-1] == "XIX Форум"


def test_persons_of_one_surname() -> None:
    result = linked(
        "Н. Назарбаев открыл мост. Нурсултан Назарбаев доволен. По мнению Назарбаева, так и надо."
    )
    assert len({result.entity_of[m.mention_id] for m in result.mentions}) == 1
    assert thing(result, 0).name == "Назарбаев Нурсултан"
    apart = linked("А. Громов спорит с Б. Громовым. По мнению Громова, спор пуст.")
    assert len({apart.entity_of[m.mention_id] for m in apart.mentions}) == 3


def test_nothing_in_nothing_out() -> None:
    assert linked("") == Linked((), {}, ())
