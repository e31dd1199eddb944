"""A text's language is told by its tag, else by its words; a question's by its small words."""

from __future__ import annotations

import pytest

from corpus import Article
from index.model.languages import asked_in, base, most_frequent, settled, stop_words, written_in

GERMAN = (
    "Der Stadtrat von Eschenbrück hat am Dienstag beschlossen, die Fähre über die Leine auch im Winter fahren zu "
    "lassen. Kapitänin Frauke Helmstedt sagte, zehn Leute blieben an Bord, und die Fahrt koste weiterhin zwei Euro."
)
ENGLISH = (
    "The council of Merrowby decided on Tuesday that the ferry across the Skel is to sail all winter, too. Captain "
    "Ines Vale said that ten of the crew would stay on board, and that the crossing would cost two pounds as before."
)
NORWEGIAN = (
    "Bystyret i Havnevik vedtok tirsdag at fergen over fjorden skal gå hele vinteren. Kaptein Ingrid Solbakk sa at ti "
    "av mannskapet blir om bord, og at turen fortsatt koster tjue kroner for voksne."
)

CROATIAN = (
    "Gradsko vijeće u Brodištu odlučilo je u utorak da trajekt preko rijeke vozi cijele zime. Kapetanica Ivana Horvat "
    "rekla je da desetero ljudi ostaje na brodu i da vožnja i dalje stoji dva eura."
)
CHINESE = 5 * "市議會星期二決定渡輪在整個冬天繼續過河。船長何美玲話有十個人留喺船上，而船費仲係兩蚊。"


def article(text: str, language: str = "") -> Article:
    return Article(id="1", title="", text=text, language=language)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("deu", "de"), ("nb-NO", "no"), ("und", ""), ("", ""),
     ("Deutsch", ""), ("d", ""), ("de AT", ""), ("日本語", ""), ("tlh", "tlh")],
)
def test_a_tag_names_a_language_or_nothing(tag: str, language: str) -> None:
    assert base(tag) == language


@pytest.mark.parametrize(
    ("text", "tag", "language"),
    [
        (GERMAN, "", "de"), (GERMAN, "de-AT", "de-AT"), (NORWEGIAN, "", "no"),
        (ENGLISH, "", ""), (ENGLISH, "en-GB", "en-GB"),
        (GERMAN, "en-US", "de"), (ENGLISH, "de", "en"),            # a CMS's default that nobody changed
        (CROATIAN, "hr", "hr"), (CHINESE, "zh-HK", "zh-HK"),       # read as their neighbours
        (NORWEGIAN, "tlh", "no"), (GERMAN[:40], "fr", "fr"),       # too short to say that a tag is wrong
        ("", "", ""), ("404", "", ""), ("🙂🙂", "x-klingon", "x-klingon"), ("\ud800" * 30, "", ""),
    ],
)
def test_an_article_is_in_the_language_of_its_tag_unless_its_words_say_otherwise(
    text: str, tag: str, language: str
) -> None:
    assert settled(article(text, tag)).language == language


@pytest.mark.parametrize(
    "text",
    [
        "السفينة تبحر طوال الشتاء عبر النهر إلى المدينة القديمة",
        "Паром будет ходить всю зиму через реку к старому городу",
        "שלום לכולם היום המעבורת תפליג כל החורף",
        "渡し船は冬の間ずっと川を渡って古い町へ行きます。乗組員は十人です。",
    ],
)
def test_other_scripts_are_read_without_a_mistake(text: str) -> None:
    language, sure = written_in(text)
    assert language not in ("", "en") and sure > 0


@pytest.mark.parametrize(
    ("question", "languages", "language"),
    [
        ("Wann fährt die Fähre?", ("en",), "de"), ("When does the ferry sail?", ("de",), "en"),
        ("¿Cuándo sale el barco?", ("en",), "es"), ("Quand part le bateau ?", ("en",), "fr"),
        ("Hvem er kaptein på fergen?", ("no",), "no"), ("Hoeveel kost de reparatie van de brug?", ("de",), "nl"),
        ("Quanto costa la riparazione del ponte?", ("en",), "it"), ("Quando foi reaberta a ponte?", ("de",), "pt"),
        ("Was Ben Hale a writer?", ("en",), "en"), ("Oh no!", ("en",), "en"), ("ferry fares", ("de",), "de"),
        ("Helmstedt", ("de", "en"), "de"),
        ("Who was Ludwig von der Tann?", ("en",), "en"), ("What's in Die Zeit?", ("en",), "en"), ("", (), "en"),
        ("Когда отплывает паром?", ("en",), "en"),
    ],
)
def test_a_question_is_in_the_language_of_its_small_words_else_in_the_archives(
    question: str, languages: tuple[str, ...], language: str
) -> None:
    assert asked_in(question, languages) == language


def test_words_that_say_nothing_are_listed_for_many_languages_and_missing_for_others() -> None:
    assert "wann" in stop_words("de") and "hvem" in stop_words("no") and "when" in stop_words("en")
    assert stop_words("tlh") == frozenset()


def test_languages_come_the_most_frequent_first_and_what_has_none_counts_as_english() -> None:
    assert most_frequent([("de-AT", 2), ("", 4), ("de", 3), ("fr", 1)]) == ("de", "en", "fr")
    assert most_frequent([]) == ()
