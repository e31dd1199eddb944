"""One record to one article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import Article, Notice, RecordError
from corpus.record.aliases import NAMES
from corpus.record.record import MAX_TEXT, article_from, articles_from

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = datetime(2020, 6, 10, tzinfo=UTC)
TEXT = "The bridge is shut.\n\nIt opens in spring."


def article(**fields: Any) -> tuple[Article, list[str]]:   # noqa: ANN401
    """The article of a record with these fields besides a text, and what was reported."""
    notices: list[Notice] = []
    read = article_from({"text": TEXT, **fields}, "news.jsonl:17", notices.append, now=NOW)
    assert all(notice.place == "news.jsonl:17" and not notice.skipped for notice in notices)
    return read, [notice.message for notice in notices]


def test_a_full_record_becomes_an_article_field_by_field() -> None:
    read, notices = article(
        id="a-1", title=" Bridge &amp; ferry ", url="https://post.example/1", published="2020-06-10",
        updated="2020-06-10T08:00:00Z", authors=["Ann Lee", "Bob Ray"], source="The Post", section="Local",
        kind="Opinion", language="en_US", status="usable", embargoed_until="2020-06-10", expires="2099-01-01",
        corrections=[{"date": "2020-06-10", "text": "It was seven."}], rights="© The Post", words=412,
    )
    assert notices == []
    assert read == Article(
        id="a-1", title="Bridge & ferry", text=TEXT, url="https://post.example/1", published=DAY,
        updated=datetime(2020, 6, 10, 8, tzinfo=UTC), authors=("Ann Lee", "Bob Ray"), source="The Post",
        section="Local", kind="opinion", language="en-US", embargoed_until=DAY,
        expires=datetime(2099, 1, 1, tzinfo=UTC), corrections=((DAY, "It was seven."),), rights="© The Post",
        extra={"words": 412},
    )


def test_names_of_other_systems_are_understood_in_any_case() -> None:
    read = article_from(
        {
            "Body": TEXT, "HEADLINE": "Bridge shut", "byline": "By Ann Lee and Bob Ray, Staff Writers",
            "pubDate": "Wed, 10 Jun 2020 00:00:00 GMT", "Link": "https://post.example/1", "category": "Local",
            "Publication": "The Post", "lang": "en", "guid": 17, "last_modified": "2020-06-10",
        },
        "x", print, now=NOW,
    )
    assert (read.text, read.title, read.authors) == (TEXT, "Bridge shut", ("Ann Lee", "Bob Ray"))
    assert (read.published, read.updated, read.url) == (DAY, DAY, "https://post.example/1")
    assert (read.section, read.source, read.language, read.id) == ("Local", "The Post", "en", "17")


def test_every_alias_is_written_as_it_is_looked_up_and_stands_for_one_field() -> None:
    aliases = [alias for names in NAMES.values() for alias in names]
    assert all(alias.isalnum() and alias == alias.lower() for alias in aliases)
    assert len(aliases) == len(set(aliases))


def test_the_best_name_wins_and_the_others_are_kept_as_extra() -> None:
    read, _ = article(date="2020-06-10", pub_date="2019-01-01", content="other text")
    assert read.published == DAY
    assert read.extra == {"pub_date": "2019-01-01"}


def test_an_exported_article_is_read_back_the_same() -> None:
    read, _ = article(
        byline="Ann Lee", date="10 June 2020", categories=["Local", "Traffic"], summary={"short": [1, None, 2.5]},
        corrections=["It was seven."], status="withheld",
    )
    again = article_from(read.to_dict(), "x", print, now=NOW)
    assert again == read
    assert again.content_hash == read.content_hash


def test_html_is_read_where_there_is_no_text() -> None:
    assert article(text="", html="<p>One.</p><p>Two.</p>")[0].text == "One.\n\nTwo."
    assert article(text=None, content="<p>One.</p>")[0].text == "One."
    assert article(text=None, content={"rendered": "<p>One.</p>"})[0].text == "One."
    assert article(text="Tags are <b>kept</b> here.")[0].text == "Tags are <b>kept</b> here."


def test_a_list_of_paragraphs_is_a_text() -> None:
    assert article(text=["One.", None, "Two."])[0].text == "One.\n\nTwo."


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"text": " \u200b"}, {"text": 5}, {"text": {}}, {"text": "", "html": "<p> </p>"}]
)
def test_a_record_without_words_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match=r"No text \(fields: .*headline\)"):
        article_from({**fields, "headline": "x"}, "x", print)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(RecordError, match="5,000,001 characters"):
        article(text="x" * (MAX_TEXT + 1))


def test_a_title_is_made_from_the_text_where_there_is_none() -> None:
    assert article()[0].title == "The bridge is shut."
    assert article(title="x" * 600)[0].title == "x" * 499 + "…"


def test_without_an_id_it_is_made_from_url_or_file_or_text() -> None:
    assert article(url="https://post.example/1")[0].id.startswith("url-")
    assert article()[0].id.startswith("text-")
    assert article(id=" a ")[0].id == "a"
    assert article(id=0)[0].id == "0"
    named = {"text": TEXT, "url": "https://post.example/1"}
    assert article_from({"text": TEXT}, "x", print, file_id="file-1").id == "file-1"
    assert article_from(named, "x", print, file_id="file-1").id.startswith("url-")


@pytest.mark.parametrize("bad", ["x" * 513, "a\nb", "a\x00", "\u202e", "\ud83d", 1.5, True, ["a"], {"a": 1}, 10**600])
def test_an_id_that_cannot_be_kept_is_refused(bad: object) -> None:
    with pytest.raises(RecordError, match="The id is"):
        article(id=bad)


@pytest.mark.parametrize(
    "bad",
    ["javascript:alert(1)", "//x.example/1", "x.example", "ftp://x.example", "https://", "http://[", "http://x/\na", 5],
)
def test_a_url_that_is_not_http_is_reported_and_dropped(bad: object) -> None:
    read, notices = article(url=bad)
    assert read.url == ""
    assert len(notices) == 1
    assert notices[0].startswith("url is")


def test_spaces_in_a_url_are_escaped() -> None:
    assert article(url=" https://post.example/a b ")[0].url == "https://post.example/a%20b"


@pytest.mark.parametrize("bad", ["June 2020", "0001-01-01", "2050-09-30", ["2020-06-10"], 5])
def test_unreadable_date_is_none_and_reported(bad: object) -> None:
    read, notices = article(published=bad)
    assert read.published is None
    assert notices[0].startswith("published is ")


def test_yaml_dates_are_read() -> None:
    assert article(date=date(2020, 6, 10))[0].published == DAY


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ann Lee and Bob Ray, Staff Writers", ("Ann Lee", "Bob Ray")),
        (["By Ann Lee", "", None, "Bob Ray", "Ann Lee"], ("Ann Lee", "Bob Ray")),
        (["Ann Lee and Bob Ray"], ("Ann Lee", "Bob Ray")),
        (["Johnson & Johnson", "Ann Lee"], ("Johnson & Johnson", "Ann Lee")),
        ([{"name": "Ann Lee"}, {"@id": "#2"}], ("Ann Lee",)),
        ({"name": "Ann Lee"}, ("Ann Lee",)),
    ],
)
def test_authors_come_as_a_byline_a_list_or_objects(value: object, names: tuple[str, ...]) -> None:
    read, notices = article(authors=value)
    assert read.authors == names
    assert notices == []


def test_values_of_a_wrong_type_are_reported_and_dropped() -> None:
    read, notices = article(
        title={"a": 1}, authors=[{"id": 1}], source=[[]], section=True, language="English", rights=object()
    )
    assert (read.title, read.authors, read.source, read.section, read.language, read.rights) == (
        "The bridge is shut.", (), "", "", "", "",
    )
    assert len(notices) == 6
    message = "language is 'English'; expected a language tag such as en or pt-BR. The article is read without it."
    assert message in notices


def test_of_several_sections_the_first_counts_and_the_list_is_kept() -> None:
    read, notices = article(categories=["Local", "Traffic"], source={"id": None, "name": "The Post"}, title=1984)
    assert (read.section, read.source, read.title) == ("Local", "The Post", "1984")
    assert read.extra == {"categories": ["Local", "Traffic"]}
    assert notices == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "usable"), ({"status": ""}, "usable"), ({"status": " Usable "}, "usable"),
        ({"status": "publish"}, "usable"), ({"status": "Cancelled"}, "canceled"),
        ({"pubStatus": "withheld"}, "withheld"),
        ({"status": "usable", "pubstatus": "canceled"}, "canceled"),
        ({"draft": True}, "withheld"), ({"draft": "yes"}, "withheld"), ({"draft": 1}, "withheld"),
        ({"draft": False}, "usable"), ({"draft": "false"}, "usable"), ({"draft": 0}, "usable"),
        ({"published": False}, "withheld"), ({"published": "false", "date": "2020-06-10"}, "withheld"),
        ({"published": True}, "usable"), ({"status": "canceled", "draft": True}, "canceled"),
    ],
)
def test_the_severest_status_counts(fields: dict[str, Any], status: str) -> None:
    read, notices = article(**fields)
    assert read.status == status
    assert notices == []


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("publish", "usable"), ("Published", "usable"), ("live", "usable"), ("public", "usable"),
        ("stat:usable", "usable"), ("http://cv.iptc.org/newscodes/pubstatusg2/usable", "usable"),
        ("https://news.example/status#withheld", "withheld"), ("auto-draft", "withheld"), ("In Progress", "withheld"),
        ("pending_review", "withheld"), ("Draft", "withheld"), ("private", "withheld"), ("Obsolete", "withheld"),
        ("trash", "canceled"), ("spiked", "canceled"), ("Recalled", "canceled"), ("kill", "canceled"),
    ],
)
def test_the_status_words_of_newsrooms_are_known(word: str, status: str) -> None:
    read, notices = article(creativeWorkStatus=word)
    assert (read.status, notices) == (status, [])


@pytest.mark.parametrize("unknown", ["on the spike", 200, ["sent"], True, "inherit", "archived"])
def test_an_unknown_status_withholds_the_article_and_is_reported(unknown: object) -> None:
    read, notices = article(status=unknown)
    assert read.status == "withheld"
    assert notices[0].endswith("expected usable, withheld, canceled. The article is withheld.")


@pytest.mark.parametrize("word", ["scheduled", "future", "Embargoed"])
def test_a_scheduled_article_waits_for_its_date_and_without_one_is_withheld(word: str) -> None:
    read, notices = article(status=word, embargo="2027-01-01")
    assert (read.status, read.embargoed_until, notices) == ("usable", datetime(2027, 1, 1, tzinfo=UTC), [])
    unknown, notices = article(status=word)
    assert (unknown.status, len(notices)) == ("withheld", 1)
    dated, _ = article(status=word, date="2026-12-24T06:00:00Z")
    assert not dated.visible(NOW)
    assert dated.embargoed_until == (datetime(2026, 12, 24, 6, tzinfo=UTC) if word != "Embargoed" else None)


@pytest.mark.parametrize(
    "field",
    [
        "embargoed_until", "embargo", "expires", "expiryDate", "embargo-date", "Embargo Date", "publishAfter",
        "publish_at", "PUBLISH-AT", "unpublishAt", "unpublish_at", "not_before", "validUntil", "embargoedUntil",
        "goLiveAt", "scheduled_for", "unavailable_after", "publish_up", "publishDown", "_expiration-date",
    ],
)
@pytest.mark.parametrize("bad", ["soon", "2020", True, {"until": 1}, "2026-13-01", 12, [["2020-06-10"]]])
def test_an_embargo_or_expiry_that_cannot_be_read_withholds_the_article(field: str, bad: object) -> None:
    read, notices = article(**{field: bad})
    assert (read.status, read.embargoed_until, read.expires) == ("withheld", None, None)
    assert notices[0].endswith("expected a date such as 2026-12-01T06:00:00Z. The article is withheld.")


@pytest.mark.parametrize(
    "name",
    ["embargo_date", "embargo-date", "EmbargoDate", "embargo.until", "publishAfter", "publish_at", "publish-at",
     "goLiveDate", "availableFrom", "visible_from", "notBefore", "scheduledFor", "publishDate", "publish_date"],
)
def test_every_name_of_an_embargo_is_read(name: str) -> None:
    read, notices = article(**{name: "2027-01-01T06:00:00Z"})
    assert (read.embargoed_until, read.status) == (datetime(2027, 1, 1, 6, tzinfo=UTC), "usable")
    assert notices == []
    assert not read.visible(NOW)


@pytest.mark.parametrize(
    "name",
    ["expiryDate", "expiry_date", "expires-at", "unpublishAt", "unpublish_on", "valid_through", "publishUntil",
     "removalDate", "killDate", "expired_at", "deletedAt", "Unpublish Date", "dateExpires"],
)
def test_every_name_of_an_expiry_is_read(name: str) -> None:
    read, notices = article(**{name: "2026-01-01"})
    assert (read.expires, notices) == (datetime(2026, 1, 1, tzinfo=UTC), [])
    assert not read.visible(NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"embargo_note": "Not before the verdict"}, {"lift_embargo": "2020-01-01"}, {"embargoStart": "2020-01-01"},
        {"content_expires_soon": True}, {"x-unpublish-reason": "legal"}, {"meta": {"embargo_flag": 1}},
        {"meta": {"publishing": {"embargo": "after the vote"}}}, {"extra": {"embargo-by": "the court"}},
    ],
)
def test_a_field_that_speaks_of_an_embargo_and_is_not_known_withholds_the_article(fields: dict[str, Any]) -> None:
    read, notices = article(**fields)
    assert read.status == "withheld"
    assert len(notices) == 1
    assert notices[0].endswith("The article is withheld.")


@pytest.mark.parametrize(
    "fields",
    [
        {"embargo_note": ""}, {"is_embargoed": False}, {"under_embargo": "no"}, {"embargo_note": None},
        {"embargo": "0000-00-00 00:00:00"}, {"expires": "never"}, {"expires": "0001-01-01T00:00:00"},
        {"embargo": float("nan")}, {"expires": "NaT"}, {"meta": {"embargo": None}}, {"expired": False},
        {"publish_at": "2020-01-01"}, {"is_public": True}, {"hidden": 0}, {"related": [{"embargo": "2099-01-01"}]},
    ],
)
def test_no_embargo_in_any_words_hides_nothing(fields: dict[str, Any]) -> None:
    read, notices = article(**fields)
    assert read.visible(NOW)
    assert notices == []


@pytest.mark.parametrize("fields", [{"is_public": False}, {"hidden": "yes"}, {"retracted": True}, {"isVisible": 0},
                                    {"draft": "perhaps"}, {"visible": "members"}, {"expired": True}])
def test_flags_that_hide_an_article_are_read(fields: dict[str, Any]) -> None:
    assert article(**fields)[0].status == "withheld"


def test_an_embargo_in_an_inner_object_counts() -> None:
    read, notices = article(meta={"embargo_date": "2027-01-01"}, embargo="2026-12-01")
    assert (read.embargoed_until, notices) == (datetime(2027, 1, 1, tzinfo=UTC), [])


def test_a_planned_date_that_has_come_is_the_date() -> None:
    assert article(publish_at="2020-06-10")[0].published == DAY
    assert article(publish_at="2020-06-11", date="2020-06-10")[0].published == DAY
    assert article(publishDate="2020-06-10")[0].embargoed_until is None


def test_of_several_dates_one_that_can_be_read_counts() -> None:
    read, notices = article(published="June 2020", date="2020-06-10")
    assert (read.published, notices) == (DAY, [])


def test_a_withdrawal_needs_no_text() -> None:
    notices: list[Notice] = []
    made = article_from({"id": "a", "title": "Bridge shut", "pubstatus": "canceled"}, "a", notices.append, now=NOW)
    assert (made.id, made.status, made.text) == ("a", "canceled", "Bridge shut")
    assert article_from({"id": "a", "status": "withheld"}, "a", notices.append, now=NOW).status == "withheld"
    with pytest.raises(RecordError, match="No text"):
        article_from({"pubstatus": "canceled"}, "a", notices.append, now=NOW)


def test_the_strictest_embargo_and_expiry_count() -> None:
    read, _ = article(
        embargoed_until="2026-12-01", embargo="2027-01-01", expires="2028-01-01", valid_until="2027-06-01"
    )
    assert read.embargoed_until == datetime(2027, 1, 1, tzinfo=UTC)
    assert read.expires == datetime(2027, 6, 1, tzinfo=UTC)
    assert not read.visible(NOW)


def test_no_embargo_is_no_embargo() -> None:
    assert article(embargo=False, expires=None)[0].visible(NOW)
    assert article(embargo="", expires="no")[0].visible(NOW)


def test_corrections_come_as_texts_or_dated_objects() -> None:
    read, notices = article(
        corrections=["One.", {"date": "June", "text": "Two."}, {"date": "2020-06-10", "text": "Three."}, 5, {}]
    )
    assert read.corrections == ((None, "One."), (None, "Two."), (DAY, "Three."))
    assert len(notices) == 3
    assert article(correction="One.")[0].corrections == ((None, "One."),)


def test_extra_keeps_json_types_only() -> None:
    read, notices = article(extra={"a": 1}, tags=["x"], when=DAY, raw=b"bytes", big="x" * 300_000, ratio=float("nan"))
    assert read.extra == {"a": 1, "tags": ["x"], "when": "2020-06-10T00:00:00+00:00", "ratio": None}
    assert len(notices) == 2
    assert article(extra="note")[0].extra == {"extra": "note"}


def test_a_record_that_is_no_article_is_reported_as_skipped() -> None:
    notices: list[Notice] = []
    for record in ([1], "text", None, {"title": "x"}):
        assert list(articles_from(record, "news.json[3]", notices.append)) == []
    assert all(notice.skipped and notice.place == "news.json[3]" for notice in notices)
    assert notices[0].message == "This is a list; an article is an object with a text or html field."
    assert str(notices[2]).startswith("news.json[3]: This is null;")


_PARTS = st.lists(st.sampled_from(
    ["Ann", "Lee", "and", " ", ",", ";", "By ", "von ", "0", "Staff", "Writers", "a@b.co", "Reuters", "|", "&", "Jr."]
), max_size=9).map("".join)


@settings(max_examples=500, deadline=None)
@given(_PARTS | st.lists(_PARTS, max_size=4), st.sampled_from(["Reuters", ""]), st.sampled_from(["en", "de", ""]))
@example(["0;", "0;"], "", "")
@example("; von Ann and Reuters", "Reuters", "de")
@example("Ann,Ann;By ,Ann", "Reuters", "en")
def test_what_is_left_of_a_byline_is_left_of_it_again(authors: object, source: str, language: str) -> None:
    record = {"title": "T", "text": "X", "authors": authors, "source": source, "language": language}
    read = article_from(record, "x", lambda notice: None, now=NOW)
    assert article_from(read.to_dict(), "x", lambda notice: None, now=NOW) == read


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2020-06-10", "<p>x</p>"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
_ALIASES = st.sampled_from([alias for names in NAMES.values() for alias in names])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_ALIASES | st.text(), _VALUES, max_size=12), st.none() | st.text(min_size=1))
@example({"kind": "\u00c7\u20ac\u201e"}, "\xa0\u00c2\u201d")
@example({"kind": "\u0130" * 200, "title": "\u00c2\x91"}, "X")
def test_any_json_object_is_an_article_or_refused(record: Mapping[str, Any], text: str | None) -> None:
    notices: list[Notice] = []
    record = {**record, "text": text} if text else record
    try:
        read = article_from(record, "x", notices.append, now=NOW)
    except RecordError as error:
        assert str(error).endswith(".")
        return
    read.content_hash.encode()
    read.title.encode()
    assert read.text and read.id and read.title and "\n" not in read.title
    assert article_from(read.to_dict(), "x", notices.append, now=NOW) == read


@pytest.mark.parametrize(("field", "value"), [("date_display", "4 May 2023"), ("when", "4 de mayo de 2023"),
                                              ("unixtime", 1_683_195_300), ("shown", "4. Mai 2023")])
def test_a_field_that_looks_like_a_date_and_is_not_read_is_named(field: str, value: object) -> None:
    notices: list[Notice] = []
    article_from({"text": "It is shut.", field: value}, "a", notices.append)
    assert f"--map published={field} reads it" in notices[0].message


@pytest.mark.parametrize(("field", "value"), [("views", 1_683_195_300), ("note", "4 men came"), ("uptime", True)])
def test_a_field_that_is_no_date_is_not_named(field: str, value: object) -> None:
    notices: list[Notice] = []
    article_from({"text": "It is shut.", field: value}, "a", notices.append)
    assert notices == []


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Quay shut - The Bell", "Quay shut"), ("Quay shut | The Bell", "Quay shut"), ("The Bell", "The Bell"),
     ("Who reads The Bell", "Who reads The Bell"), (" - The Bell", "- The Bell")],
)
def test_the_papers_name_behind_a_title_is_left_out(title: str, kept: str) -> None:
    article = article_from({"text": "It is shut.", "title": title, "source": "The Bell"}, "a", lambda notice: None)
    assert article.title == kept
