"""The head of the page says what the archive holds and how old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.web.page.masthead import behind, holdings, masthead_html
from bot.web.page.texts import GERMAN, TEXTS, Words
from tests.bot.inert import harm, payloads
from tests.bot.web.fake_bot import FakeInfo


@pytest.mark.parametrize(
    ("info", "said"),
    [
        (FakeInfo(), "4 articles, 10 Jun 2020 to 19 Feb 2024"),
        (replace(FakeInfo(), articles=12_345), "12,345 articles, 10 Jun 2020 to 19 Feb 2024"),
        (replace(FakeInfo(), articles=1, newest=FakeInfo().oldest), "1 article, 10 Jun 2020"),
        (replace(FakeInfo(), oldest=None, newest=None), "4 articles"),
        (replace(FakeInfo(), articles=0), "This archive is empty so far"),
    ],
)
def test_the_masthead_says_how_much_the_archive_holds(info: FakeInfo, said: str) -> None:
    assert holdings(info) == said
    assert said in masthead_html(info)


def test_the_masthead_says_how_answers_come_about() -> None:
    assert "Answers are put together automatically" in masthead_html(FakeInfo())


STEP = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Last brought up to date on 1 March 2024; newer reports may be missing."),
        ("de", "Zuletzt auf den neuesten Stand gebracht am 1. März 2024; neuere Berichte können fehlen."),
        ("fr", "Dernière mise à jour le 1er mars 2024\u202f; des articles plus récents peuvent manquer."),
        ("es", "Última actualización: 1 de marzo de 2024; pueden faltar noticias más recientes."),
    ],
)
def test_readers_are_told_since_when_no_watch_has_succeeded(language: str, said: str) -> None:
    watched, late = replace(FakeInfo(), in_step=STEP), STEP + timedelta(days=1.5)
    told = behind(watched, 1, late, TEXTS[language])
    assert told == said
    assert f'<strong class="behind">{said}</strong>' in masthead_html(watched, TEXTS[language], told)


def test_an_archive_in_step_is_not_called_old_whatever_its_newest_article() -> None:
    watched = replace(FakeInfo(), in_step=STEP)
    assert behind(watched, 1, STEP + timedelta(days=1)) == ""
    assert behind(watched, 0, STEP + timedelta(days=999)) == ""      # it may be of any age
    assert "behind" not in masthead_html(watched)


@pytest.mark.parametrize("said", TEXTS.values(), ids=TEXTS)
def test_an_archive_that_nothing_watches_is_as_old_as_its_newest_article(said: Words) -> None:
    newest = FakeInfo().newest
    assert newest and behind(FakeInfo(), 2, newest + timedelta(days=2), said) == ""
    assert behind(FakeInfo(), 2, newest + timedelta(days=3), said) == said["behind"]
    assert behind(replace(FakeInfo(), newest=None), 2, newest, said) == said["behind"]
    assert behind(replace(FakeInfo(), articles=0, newest=None), 2, newest, said) == ""


def test_no_attack_of_a_public_list_comes_out_of_the_masthead_alive() -> None:
    for payload in payloads():
        assert not harm(masthead_html(replace(FakeInfo(), name=payload))), payload


def test_the_masthead_speaks_the_readers_language() -> None:
    masthead = masthead_html(FakeInfo(), GERMAN)
    assert "4 Artikel, 10. Juni 2020 bis 19. Feb. 2024" in masthead and "automatisch" in masthead
