"""Whatever language or script an article or a question is in, there is an answer or a refusal and no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import Bot
from index import Archive
from tests.fakes import WordEmbedder, article, day

ARTICLES = (
    article("ar", "السفينة", "تبحر السفينة طوال الشتاء عبر النهر. قالت القبطانة ليلى حداد إن عشرة من الطاقم باقون.",
            day(2023, 1, 10), language="ar"),
    article("he", "המעבורת", "המעבורת תפליג כל החורף. רב החובל דנה לוי אמרה שעשרה אנשי צוות נשארים.",
            language="he"),
    article("ja", "渡し船", "渡し船は冬の間ずっと川を渡ります。船長の山田花子さんは乗組員十人が残ると話しました。",
            language="ja"),
    article("ru", "Паром", "Паром будет ходить всю зиму. Капитан Инна Вольская сказала, что остаются десять человек."),
    article("no", "Fergen",
            "Fergen skal gå hele vinteren. Kaptein Ingrid Solbakk sa at ti av mannskapet blir om bord.",
            day(2023, 2, 1), language="nb-NO"),
    article("tlh", "nuqneH", "bIQtIq DoS ghoS Duj. HoD Qel jatlh: wa'maH nuvpu' ratlh.", language="tlh"),
    article("mixed", "Ferry паром 渡し船", "The ferry, паром in Russian and 渡し船 in Japanese, costs 3 euros.",
            language="en"),
    article("wrong", "Die Fähre",
            "Die Fähre fährt den ganzen Winter. Kapitänin Frauke Helmstedt sagte, dass zehn Leute an Bord bleiben und "
            "die Fahrt weiterhin zwei Euro kostet, weil die Stadt den Rest bezahlt.", language="ja"),
    article("badtag", "Le bac", "Le bac circule tout l'hiver. La capitaine Inès Vale reste à bord.",
            language="¡no tag!"),
    article("empty", "", "…", language="x"),
)
QUESTIONS = (
    "من هي القبطانة؟", "מי רב החובל?", "船長は誰ですか", "Кто капитан парома?", "Hvem er kaptein på fergen?",
    "HoD 'Iv?",
    "Wer ist Kapitänin?", "Qui est la capitaine du bac ?", "¿Quién es la capitana?", "Who is капитан of the 渡し船?",
    "WER IST DAS?", "?¿", "123", "🙂 Fähre 🙂", "Und?", "Et ?", "¿Y?", "“Die Fähre” OR паром", "\u202eerhäF eiD a",
    "ß" * 300,
    "Was geschah am 31. Februar 2020?", "Wann? " * 200, "Was geschah im Jahr 99999?", "Qu'est-ce que c'est ?",
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    archive = Archive.create(tmp_path_factory.mktemp("many") / "news", embedder=WordEmbedder())
    archive.add(ARTICLES)
    archive.embed()
    yield Bot(archive)
    archive.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_any_question_gets_an_answer_or_a_refusal(bot: Bot, question: str) -> None:
    if not any(map(str.isalnum, question)):
        pytest.skip("asks nothing: refused before any language is looked at")
    first = bot.ask(question)
    again = bot.ask(question, history=[first, first])
    for answer in (first, again):
        assert answer.text and answer.language in ("en", "de", "fr", "es")
        assert all(each.quote == each.article.text[each.start : each.end] for each in answer.quoted)


def test_an_article_is_found_in_its_own_script(bot: Bot) -> None:
    found = {question: bot.archive.search(question)[0].article.id
             for question in ("القبطانة ليلى", "דנה לוי", "Инна Вольская", "kaptein Solbakk", "Kapitänin Helmstedt")}
    assert list(found.values()) == ["ar", "he", "ru", "no", "wrong"]


def test_a_wrong_tag_is_set_right_and_a_senseless_one_does_no_harm(bot: Bot) -> None:
    languages = {each.id: each.language for each in ARTICLES}
    kept = {id: found.language for id in languages if (found := bot.archive.article(id))}
    assert kept["wrong"] == "de" and kept["ru"] == "ru"
    assert (kept["tlh"], kept["empty"]) == ("tlh", "x")


def test_a_conversation_may_change_its_language(bot: Bot, tmp_path: Path) -> None:
    first = bot.ask("Hvem er kaptein på fergen?")
    second = bot.ask("Und wer ist Frauke Helmstedt?", history=[first])
    third = bot.ask("And who is Ingrid Solbakk?", history=[first, second])
    assert [each.language for each in (second, third)] == ["de", "en"]
