"""Building from a repository by OAI-PMH: what has changed is asked for, and a broken harvest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from corpus import Notice, SourceError
from corpus.web import Fetcher, Manners
from index import Archive
from index.ingest.build import Built, IngestOptions, Sync, update
from index.ingest.sync import MaxRemovals
from tests.fakes import WordEmbedder
from tests.sites import XML, Site, site

DC = ('<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
      "<dc:title>Harbour shut {n}</dc:title><dc:creator>Lee, Ann</dc:creator><dc:date>2023-05-0{n}</dc:date>"
      "<dc:description>The harbour of ward {n} was shut.</dc:description><dc:publisher>The Bell</dc:publisher>"
      "<dc:identifier>issn 1</dc:identifier><dc:identifier>https://bell.example/{n}</dc:identifier></oai_dc:dc>")
NITF = ("<nitf><head><docdata><doc-id id-string='n{n}'/></docdata></head><body><body.head><hedline><hl1>Quay {n}</hl1>"
        "</hedline></body.head><body.content><p>The quay was shut on Monday.</p></body.content></body></nitf>")
MODS = ('<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Harbour shut {n}</title></titleInfo><name '
        'type="personal"><namePart type="family">Lee</namePart><namePart type="given">Ann</namePart></name>'
        "<originInfo><dateIssued>2023-05-0{n}</dateIssued></originInfo><abstract>The harbour of ward {n} was shut."
        "</abstract><relatedItem type='host'><titleInfo><title>The Bell</title></titleInfo></relatedItem>"
        "<location><url>https://bell.example/{n}</url></location></mods>")
MARC = ('<record xmlns="http://www.loc.gov/MARC21/slim"><datafield tag="100"><subfield code="a">Lee, Ann</subfield>'
        '<subfield code="d">1950-</subfield></datafield><datafield tag="245"><subfield code="a">Harbour shut {n} /'
        '</subfield><subfield code="c">by Ann Lee</subfield></datafield><datafield tag="264"><subfield code="c">'
        '2023-05-0{n}.</subfield></datafield><datafield tag="520"><subfield code="a">The harbour of ward {n} was shut.'
        '</subfield></datafield><datafield tag="773"><subfield code="t">The Bell</subfield></datafield>'
        '<datafield tag="856"><subfield code="u">https://bell.example/{n}</subfield></datafield></record>')
JATS = ('<article xmlns="https://jats.nlm.nih.gov/"><front><journal-meta><journal-title-group><journal-title>The Bell'
        "</journal-title></journal-title-group></journal-meta><article-meta><article-id pub-id-type='doi'>10.1/{n}"
        "</article-id><title-group><article-title>Harbour shut {n}</article-title></title-group><contrib-group>"
        "<contrib><name><surname>Lee</surname><given-names>Ann</given-names></name></contrib></contrib-group><pub-date><day>{n}"
        "</day><month>5</month><year>2023</year></pub-date><abstract><p>Shut.</p></abstract></article-meta></front>"
        "<body><sec><title>Why</title><p>The harbour of ward {n} was shut<xref>1</xref>.</p></sec></body></article>")
FIRST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def record(n: int, metadata: str = DC, status: str = "") -> str:
    inside = "" if status else f"<metadata>{metadata.replace('{n}', str(n))}</metadata>"
    return (f"<record><header{status}><identifier>oai:bell:{n}</identifier><datestamp>2024-01-0{n}</datestamp></header>"
            f"{inside}</record>")


def answer(*records: str, token: str = "", error: str = "", at: str = "2024-06-01T10:00:00Z", more: str = "") -> str:
    inside = f"{''.join(records)}<resumptionToken>{token}</resumptionToken>"
    listed = f"<ListRecords>{inside}</ListRecords>" if records else ""
    failed = f'<error code="{error}">No.</error>' if error else ""
    return (f'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{at}'
            f"</responseDate>{failed}{listed}{more}</OAI-PMH>")


class Repository:
    """A repository of this machine, and an archive that is built from it."""

    def __init__(self, folder: Path, served: Site, fetcher: Fetcher) -> None:
        self.site, self._fetcher = served, fetcher
        self.archive = Archive.create(folder, embedder=WordEmbedder())
        self.notices: list[Notice] = []
        served.put("/oai", answer(error="badVerb"), XML)
        self.say({"verb": "Identify"}, answer(more="<Identify><granularity>YYYY-MM-DD</granularity></Identify>"))

    def say(self, arguments: dict[str, str], body: str, status: int = 200) -> None:
        self.site.put(f"/oai?{urlencode(arguments)}", body, XML, status)

    def harvest(self, query: str = "") -> Built:
        self.site.asked.clear()
        self.notices.clear()
        return update(self.archive, [self.site.url(f"/oai{query}")], report=self.notices.append,
                      options=IngestOptions(fetcher=self._fetcher, sync=Sync(MaxRemovals(share=1))),
                      now=lambda: datetime(2024, 6, 2, tzinfo=UTC))

    def asked(self) -> list[str]:
        return [path.partition("?")[2] for path in self.site.paths()]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    manners = Manners(pause_s=0, timeout_s=5, total_s=20)
    with site() as served, Fetcher(manners=manners, allowed=lambda address: True) as fetcher:
        made = Repository(tmp_path / "news", served, fetcher)
        with made.archive:
            yield made


def test_every_list_is_read_and_records_become_summaries(repository: Repository) -> None:
    repository.say(FIRST, answer(record(1), token="t1"))
    repository.say({"verb": "ListRecords", "resumptionToken": "t1"}, answer(record(2, NITF)))
    assert repository.harvest().added == 2
    summary, story = repository.archive.articles()
    assert (summary.title, summary.text, summary.authors) == (
        "Harbour shut 1", "The harbour of ward 1 was shut.", ("Ann Lee",))
    assert (summary.id, summary.url, summary.source) == ("oai:bell:1", "https://bell.example/1", "The Bell")
    assert summary.published == datetime(2023, 5, 1, tzinfo=UTC) and summary.extra["summary_only"]
    assert (story.title, story.text) == ("Quay 2", "The quay was shut on Monday.")


@pytest.mark.parametrize("metadata", [MODS, MARC, JATS])
def test_catalogues_and_journals_say_the_same_in_their_own_way(repository: Repository, metadata: str) -> None:
    repository.say(FIRST, answer(record(1, metadata)))
    assert repository.harvest().added == 1
    assert not repository.notices
    (article,) = repository.archive.articles()
    assert (article.title, article.authors, article.source) == ("Harbour shut 1", ("Ann Lee",), "The Bell")
    assert article.published == datetime(2023, 5, 1, tzinfo=UTC)
    assert article.url.endswith("/1")
    is_whole = metadata is JATS
    assert article.text == ("Why\n\n" if is_whole else "") + "The harbour of ward 1 was shut."
    assert ("summary_only" in article.extra) is not is_whole


def test_the_text_that_a_record_links_on_its_own_host_is_the_articles(repository: Repository) -> None:
    own = repository.site.url("/texts/1.txt")
    linked = DC.replace("<dc:publisher>", f"<dc:relation>{own}</dc:relation><dc:publisher>")
    gone = linked.replace("1.txt", "2.txt")
    elsewhere = linked.replace(own, "https://elsewhere.example/3.txt")
    repository.site.put("/texts/1.txt", "The harbour was shut.\n\nIt opened again on Friday.", "text/plain")
    repository.say(FIRST, answer(record(1, linked), record(2, gone), record(3, elsewhere)))
    assert repository.harvest().added == 3
    whole, *summaries = repository.archive.articles()
    assert (whole.title, whole.text) == ("Harbour shut 1", "The harbour was shut.\n\nIt opened again on Friday.")
    assert whole.extra == {"full_text": own}
    assert all(each.extra["summary_only"] for each in summaries)
    assert ["only its summary" in each.message for each in repository.notices] == [True]
    assert whole.url == "https://bell.example/1"


def test_what_is_related_is_no_address_and_what_hides_the_linked_text_hides_the_article(repository: Repository) -> None:
    linked = DC.replace("<dc:identifier>https://bell.example/{n}", "<dc:identifier>http://[").replace(
        "<dc:publisher>", f"<dc:relation>{repository.site.url('/texts/1.xml')}</dc:relation><dc:publisher>")
    embargoed = NITF.replace("{n}", "1").replace("</docdata>", '<date.release norm="20990101T100000Z"/></docdata>')
    repository.site.put("/texts/1.xml", embargoed, XML)
    repository.say(FIRST, answer(record(1, linked)))
    assert repository.harvest().added == 1
    (article,) = repository.archive.articles()
    assert (article.url, article.text) == ("", "The quay was shut on Monday.")
    assert article.embargoed_until == datetime(2099, 1, 1, 10, tzinfo=UTC)


def test_the_next_harvest_asks_for_what_has_changed_and_takes_out_what_was_deleted(repository: Repository) -> None:
    repository.say(FIRST, answer(record(1), record(2)))
    repository.harvest()
    repository.say({**FIRST, "from": "2024-06-01"}, answer(record(1, status=' status="deleted"'), record(3)))
    built = repository.harvest()
    assert (built.added, built.removed) == (1, 1)
    assert [each.id for each in repository.archive.articles()] == ["oai:bell:2", "oai:bell:3"]
    repository.say({**FIRST, "from": "2024-06-01"}, answer(error="noRecordsMatch"))
    assert (repository.harvest().removed, repository.archive.info().articles) == (0, 2)
    assert repository.asked() == ["verb=Identify", urlencode({**FIRST, "from": "2024-06-01"})]


def test_a_harvest_that_was_broken_off_goes_on_at_its_list(repository: Repository) -> None:
    repository.say(FIRST, answer(record(1), token="t1"))
    with pytest.raises(SourceError, match="status 404|nothing lies here"):
        repository.harvest()
    repository.say({"verb": "ListRecords", "resumptionToken": "t1"}, answer(record(2), at="2024-06-03T10:00:00Z"))
    assert repository.harvest().added == 1
    assert repository.asked() == ["verb=ListRecords&resumptionToken=t1"]
    repository.say({**FIRST, "from": "2024-06-01"}, answer(error="noRecordsMatch"))   # when the first list was given
    repository.harvest()


def test_a_token_that_is_forgotten_begins_the_harvest_anew(repository: Repository) -> None:
    repository.say(FIRST, answer(record(1), token="t1"))
    with pytest.raises(SourceError):
        repository.harvest()
    repository.say({"verb": "ListRecords", "resumptionToken": "t1"}, answer(error="badResumptionToken"))
    repository.say(FIRST, answer(record(1), record(2)))
    built = repository.harvest()
    assert (built.added, built.unchanged) == (1, 1)


def test_sets_and_prefixes_are_asked_for_as_given(repository: Repository) -> None:
    asked = {"set": "news", "metadataPrefix": "nitf"}
    repository.say({"verb": "ListRecords", **asked}, answer(record(1, NITF)))
    assert repository.harvest(f"?verb=ListRecords&{urlencode(asked)}").added == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [(answer(error="cannotDisseminateFormat"), "cannotDisseminateFormat"), ("<html>", "no answer of OAI"),
     (answer(record(1), token="t1"), "same list again")],
)
def test_what_can_not_be_harvested_is_refused_with_the_reason(repository: Repository, body: str, reason: str) -> None:
    repository.say(FIRST, body)
    repository.say({"verb": "ListRecords", "resumptionToken": "t1"}, answer(record(2), token="t1"))
    with pytest.raises(SourceError, match=reason):
        repository.harvest()


def test_a_record_that_says_nothing_is_named_and_the_rest_goes_on(repository: Repository) -> None:
    repository.say(FIRST, answer(record(1, "<oai_dc:dc xmlns:oai_dc='x'/>"), record(2, ""), record(3)))
    assert repository.harvest().added == 1
    assert [each.place.partition("#")[2] for each in repository.notices if each.skipped] == ["oai:bell:1", "oai:bell:2"]
