"""A question is understood by the words of its own language, and by less where that has no room."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import Turn
from bot.understand.languages.language import ROOMS, English, language, spoken

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)       # a Wednesday


def test_english_is_understood_by_its_own_modules_and_others_by_their_rooms() -> None:
    assert isinstance(spoken("Who is captain?", ("en",)), English)
    assert [language(code).code for code in ("de", "fr", "es", "no", "tlh")] == ["de", "fr", "es", "no", "tlh"]
    assert sorted(ROOMS) == ["de", "es", "fr"]


@pytest.mark.parametrize(
    ("code", "question", "kind"),
    [
        ("de", "Wie viel kostet die Brücke?", "money"), ("de", "Wie alt ist die Kapitänin?", "age"),
        ("de", "In welchem Jahr wurde sie gebaut?", "date"), ("de", "Wie lange dauert die Fahrt?", "duration"),
        ("de", "Wie viele Häuser werden gebaut?", "number"), ("de", "Wer leitet die Schule?", "person"),
        ("de", "Wo steht das Denkmal?", "place"), ("de", "Warum wurde sie gesperrt?", "reason"),
        ("de", "Was wurde beschlossen?", None), ("de", "Von wem wurde es gemalt?", "person"),
        ("fr", "Combien coûte le pont ?", "money"), ("fr", "Quel âge a la capitaine ?", "age"),
        ("fr", "Quand a-t-il été construit ?", "date"), ("fr", "Combien de temps dure la traversée ?", "duration"),
        ("fr", "Combien de maisons seront construites ?", "number"), ("fr", "Qui dirige l'école ?", "person"),
        ("fr", "Où se trouve le monument ?", "place"), ("fr", "Pourquoi est-il fermé ?", "reason"),
        ("es", "¿Cuánto cuesta el puente?", "money"), ("es", "¿Qué edad tiene la capitana?", "age"),
        ("es", "¿Cuándo se construyó?", "date"), ("es", "¿Cuánto tiempo dura el viaje?", "duration"),
        ("es", "¿Cuántas casas se construirán?", "number"), ("es", "¿Quién dirige la escuela?", "person"),
        ("es", "¿Dónde está el monumento?", "place"), ("es", "¿Por qué está cerrado?", "reason"),
        ("no", "Hvem leder skolen?", None), ("tlh", "nuqneH", None),
    ],
)
def test_the_kind_of_answer_is_told_by_the_words_that_ask(code: str, question: str, kind: str | None) -> None:
    found = language(code).answer_type(question)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    ("code", "question", "sentence", "fit"),
    [
        ("de", "Wie viele Häuser werden gebaut?", "Die Stadt baut vierzig neue Häuser.", 1.0),
        ("de", "Wie viele Häuser werden gebaut?", "Der Rat tagte sieben Stunden.", 0.5),
        ("de", "Wie viele Häuser werden gebaut?", "Der Rat tagte lange.", 0.0),
        ("de", "Was kostet sie?", "Sie kostet 3,5 Millionen Euro.", 1.0),
        ("de", "Wer leitet sie?", "Sie wird von Frauke Helmstedt geleitet.", 1.0),
        ("fr", "Quand a-t-il ouvert ?", "Il a ouvert le 3 mars.", 1.0),
        ("es", "¿Quién ganó?", "Ganó Inés Vale.", 1.0), ("es", "¿Quién ganó?", "Ganó el equipo.", 0.0),
        ("no", "Hvem vant?", "Ingrid Solbakk vant.", 0.5),
    ],
)
def test_a_sentence_fits_where_it_holds_what_the_question_lacks(
    code: str, question: str, sentence: str, fit: float
) -> None:
    asked = language(code)
    assert asked.fit(asked.answer_type(question), sentence, question) == fit


@pytest.mark.parametrize(
    ("code", "question", "names"),
    [
        ("de", "Wann starb Tesla?", ["tesla"]), ("de", "Welche Vorschriften gelten in Eschenbrück?", ["eschenbrück"]),
        ("de", "Wann wurde die Brücke im Mai 2021 gesperrt?", ["2021"]),
        ("de", "Was sagte Frauke Helmstedt über die Fähre?", ["frauke", "helmstedt"]),
        ("fr", "Quand Inès Vale est-elle née ?", ["inès", "vale"]), ("es", "¿Quién es Inés Vale?", ["inés", "vale"]),
        ("de", "WER IST DAS?", []), ("ja", "誰が船長ですか", []), ("ar", "من هو القبطان؟", []),
    ],
)
def test_a_noun_that_is_large_as_all_are_is_no_name(code: str, question: str, names: list[str]) -> None:
    assert language(code).names(question) == names


@pytest.mark.parametrize(
    ("code", "question", "since", "until", "bind"),
    [
        ("de", "Was geschah zwischen 2019 und 2021?", "2019-01-01", "2021-12-31", "happened"),
        ("de", "Wer starb am 3. Mai 2021?", "2021-05-03", "2021-05-03", "happened"),
        ("de", "Was wurde seit Juni 2022 gebaut?", "2022-06-01", None, "happened"),
        ("de", "Was war vor 2020?", None, "2019-12-31", "happened"),
        ("de", "Was geschah letzte Woche?", "2024-05-06", "2024-05-12", "happened"),
        ("de", "Was geschah im letzten Monat?", "2024-04-01", "2024-04-30", "happened"),
        ("de", "Was kostet der Haushalt 2024?", "2024-01-01", "2024-12-31", "named"),
        ("de", "Was geschah am 31. Februar 2020?", None, None, ""), ("de", "Was kostet sie?", None, None, ""),
        ("fr", "Que s'est-il passé en juin 2020 ?", "2020-06-01", "2020-06-30", "happened"),
        ("fr", "Que s'est-il passé hier ?", "2024-05-14", "2024-05-14", "happened"),
        ("fr", "Qui a gagné l'an dernier ?", "2023-01-01", "2023-12-31", "happened"),
        ("fr", "Qui a gagné il y a 3 ans ?", "2021-01-01", "2021-12-31", "happened"),
        ("fr", "Qui a gagné ces 2 dernières semaines ?", "2024-04-29", "2024-05-19", "happened"),
        ("de", "Wer gewann im letzten Jahr?", "2023-01-01", "2023-12-31", "happened"),
        ("de", "Wer gewann vor 2 Monaten?", "2024-03-01", "2024-03-31", "happened"),
        ("de", "Wer gewann in den letzten 10 Tagen?", "2024-05-05", "2024-05-15", "happened"),
        ("es", "¿Quién ganó antes de ayer?", "2024-05-13", "2024-05-13", "happened"),
        ("es", "¿Quién ganó hace 14 meses?", "2023-03-01", "2023-03-31", "happened"),
        ("es", "¿Quién ganó en los últimos 3 años?", "2021-01-01", "2024-12-31", "happened"),
        ("fr", "Qui a gagné depuis 2019 ?", "2019-01-01", None, "happened"),
        ("es", "¿Qué pasó el 3 de mayo de 2021?", "2021-05-03", "2021-05-03", "happened"),
        ("es", "¿Qué pasó el año pasado?", "2023-01-01", "2023-12-31", "happened"),
        ("no", "Hvem vant i juni 2020?", "2020-06-01", "2020-06-30", "named"),
        ("ar", "ماذا حدث في 2020؟", "2020-01-01", "2020-12-31", "named"),
    ],
)
def test_times_are_read_by_the_languages_months_and_its_rooms_words(
    code: str, question: str, since: str | None, until: str | None, bind: str
) -> None:
    period = language(code).read_time(question, NOW, None).period
    assert (period.bind if period else "") == bind
    if period:
        ends = [end and end.date().isoformat() for end in (period.since, period.until)]
        assert ends == [since, until]


def test_how_things_stand_now_and_stood_at_first_is_asked_by_the_rooms_words() -> None:
    assert language("de").read_time("Was kostet sie derzeit?", NOW, None).latest
    assert language("fr").read_time("Combien devait-il coûter à l'origine ?", NOW, None).earliest
    assert not language("no").read_time("Hva koster den nå?", NOW, None).latest


@pytest.mark.parametrize(
    ("code", "before", "question", "used"),
    [
        ("de", "Wer ist Kapitänin der Fähre?", "Und seit wann?", "Und seit wann? (Wer ist Kapitänin der Fähre?)"),
        ("de", "Wer ist Kapitänin der Fähre?", "Wie alt ist sie?", "Wie alt ist sie? (Wer ist Kapitänin der Fähre?)"),
        ("de", "Wer ist Kapitänin?", "Was kostet die neue Schule in Eschenbrück?",
         "Was kostet die neue Schule in Eschenbrück?"),
        ("fr", "Qui est capitaine ?", "Et depuis quand ?", "Et depuis quand ? (Qui est capitaine ?)"),
        ("es", "¿Quién es capitana?", "¿Y desde cuándo?", "¿Y desde cuándo? (¿Quién es capitana?)"),
    ],
)
def test_a_question_that_says_too_little_is_followed_by_the_one_before(
    code: str, before: str, question: str, used: str
) -> None:
    history = [Turn(before, "…"), Turn("Danke!" if code == "de" else "Merci !" if code == "fr" else "Gracias", "…")]
    standalone = language(code).standalone(question, history, ())
    assert (standalone.text, standalone.focus) == (used, question)
    assert language(code).standalone(question, [], ()).text == question


@pytest.mark.parametrize(
    ("code", "message", "key"),
    [("de", "Hallo!", "hello"), ("de", "Vielen Dank", "welcome"), ("de", "Tschüss", "bye"),
     ("de", "Wer bist du?", "help"),
     ("fr", "Bonjour !", "hello"), ("fr", "Merci beaucoup", "welcome"), ("es", "¡Hola!", "hello"),
     ("es", "Gracias", "welcome")],
)
def test_small_talk_is_answered_in_its_language(code: str, message: str, key: str) -> None:
    asked = language(code)
    assert asked.small_talk(message) == asked.replies(key)
    assert asked.small_talk("Wer bist du, Helmstedt, und was kostet die Fähre?") is None
