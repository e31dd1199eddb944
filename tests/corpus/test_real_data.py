"""Real articles, read where they lie; none of them is in this project."""

from __future__ import annotations

import gzip
import json
import os
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import Notice, RecordError, SourceError, read
from corpus.readers import read_html
from corpus.text.clean import characters, clean

DATA = Path(os.environ.get("CUTTINGS_DATA", Path(__file__).parents[3] / "shared" / "data"))
PAGES = 12

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no real articles at {DATA}; set CUTTINGS_DATA to the folder that holds them"
)


def test_the_seed_is_one_article_of_ten_paragraphs() -> None:
    (article,) = read(DATA / "seed" / "rekognition.txt", print)
    assert article.text.count("\n\n") == 9
    assert article.title.startswith("Amazon Web Services on Wednesday announced")
    assert len(article.title) <= 110


def test_six_thousand_articles_keep_every_date_that_is_one() -> None:
    raw = _records("allsides")
    notices: list[Notice] = []
    start = time.process_time()
    articles = list(read(DATA / "allsides" / "articles.jsonl.gz", notices.append))
    rate = len(articles) / (time.process_time() - start)
    assert [article.id for article in articles] == [record["id"] for record in raw]
    undated = [record["published"] for record, article in zip(raw, articles, strict=True) if article.published is None]
    assert Counter(undated) == {"": 500, "0001-11-30": 2, "2050-09-30": 1}
    (order,) = [notice for notice in notices if notice.place == "articles.jsonl.gz"]
    assert "read with the month first" in order.message
    notices.remove(order)
    assert [notice.message.split("'")[1] for notice in notices] == [date for date in undated if date]
    assert all(notice.place.startswith("articles.jsonl.gz:") and not notice.skipped for notice in notices)
    slashed = {record["published"]: article.published for record, article in zip(raw, articles, strict=True)
               if "/" in record["published"]}
    assert len(slashed) == 37
    assert slashed["7/23/17"] == datetime(2017, 7, 23, tzinfo=UTC)
    assert {date.year for date in slashed.values() if date} == {2016, 2017, 2018, 2019}
    assert rate > 500   # 2,400 a second on one core alone; this bound only notices a fall


def test_texts_of_real_articles_lose_no_word() -> None:
    for record in _records("allsides")[:300]:
        assert "".join(clean(record["text"]).split()) == "".join(characters(record["text"]).split())


def test_questions_are_reported_and_are_no_articles() -> None:
    notices: list[Notice] = []
    with pytest.raises(SourceError, match="No article was found"):
        list(read(DATA / "realtimeqa-2022-2023" / "unanswerable.jsonl", notices.append))
    assert sum(notice.skipped for notice in notices) == 69


def test_pages_of_real_sites_give_their_article() -> None:
    folder = DATA / "article_extraction_benchmark"
    truths = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    shares = []
    walled = []
    for key in sorted(truths)[:PAGES]:
        try:
            (article,) = read_html(folder / "html" / f"{key}.html.gz", key, print)
        except RecordError as error:
            assert "subscribers only" in str(error)
            assert truths[key]["articleBody"].endswith("...")
            walled.append(key)
            continue
        assert article.title
        assert article.authors or article.published
        wanted = Counter(truths[key]["articleBody"].split())
        shares.append((wanted & Counter(article.text.split())).total() / wanted.total())
    assert len(walled) <= 1
    assert sum(shares) / len(shares) > 0.9


def _records(pack: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / pack / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
