"""The page in unusual surroundings: without storage, network or motion, with small letters, on 320 pixels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.bot import Bot
from bot.web.page.gradio_dom import ANSWER, ANSWER_TEXT
from bot.web.page.texts import TEXTS
from index import Archive
from tests.browser.conftest import Scripted, Served, running
from tests.browser.test_axe import barriers
from tests.browser.test_page import READERS_HAND_MS, ask, fits
from tests.fakes import ARTICLES, WordEmbedder, article, day

pytestmark = pytest.mark.filterwarnings("ignore")

COURSE = "What happened with the lido?"
_NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("Storage is blocked.", "SecurityError"); } });"""
_GAPS = {"form": "cuttings-gaps-1", "gaps": [
    {"words": "How many swans came back to the harbour?", "question": True, "askers": 5, "month": "2024-05"},
    {"words": "tram Saltgate", "question": False, "askers": 10, "month": "2024-06"},
]}


_BY_PROXY: dict[str, Any] = {"sso_header": "X-Remote-User", "trusted_proxies": ["127.0.0.1"], "desk": ["ada"]}
_ADA = {"X-Remote-User": "ada"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that counts what is asked in vain, and that reports one fire."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "gaps.json").write_text(json.dumps(_GAPS))
    with Archive.create(Path(folder) / "news", embedder=WordEmbedder()) as archive:
        fire = "A fire broke out in Boston on Monday and killed 12 cows."
        sealed = article("sealed", "Mill to close", "The Kettle Lane mill will close in June with 40 jobs lost.",
                         day(2023, 9, 5), embargoed_until=day(2999, 1, 1))
        archive.add([*ARTICLES, article("fire", "Barn burns", fire, day(2023, 3, 8)), sealed])
        archive.embed()
        with running(Bot(archive), gaps=folder / "gaps.json", **_BY_PROXY) as url:
            yield url


def searched(page: Page, query: str) -> None:
    page.get_by_role("tab", name="Search results").click()
    page.get_by_label("Search the archive").fill(query)
    page.keyboard.press("Enter")


def test_without_storage_nothing_can_be_kept_and_everything_else_works(browser: Browser, scripted: Scripted) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    broken: list[str] = []
    context.on("weberror", lambda each: broken.append(str(each.error)))
    context.add_init_script(_NO_STORAGE)
    page = context.new_page()
    page.goto(scripted.url)
    ask(page, scripted.question)
    expect(page.locator(".sources-of")).to_have_count(1)
    page.get_by_role("button", name="Conversations").click()
    page.locator("#kept").get_by_role("checkbox").click()
    page.get_by_role("button", name="Conversations").click()
    searched(page, "ferry")
    expect(page.locator("#results .card").first).to_be_visible()
    page.get_by_role("tab", name="Answers").click()
    ask(page, "When does the ferry sail again?")
    expect(page.locator(".sources-of")).to_have_count(2)
    assert [each for each in broken if "Storage is blocked" not in each] == []
    context.close()


def test_offline_each_part_says_so_and_loses_nothing(browser: Browser, scripted: Scripted) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(scripted.url)
    ask(page, scripted.question)
    expect(page.locator(".sources-of")).to_have_count(1)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    page.wait_for_timeout(1_000)
    context.set_offline(True)
    searched(page, "ferry")
    expect(page.locator("#results [role=status]")).to_have_text(TEXTS["en"]["search_failed"])
    page.get_by_role("tab", name="Answers").click()
    box = page.get_by_label("Ask the archive")
    box.fill("When does the ferry sail again?")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_away"])
    expect(box).to_have_value("When does the ferry sail again?")
    expect(page.locator(ANSWER)).to_have_count(1)
    context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_restarted"])
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".sources-of")).to_have_count(2)
    context.close()


def test_nothing_of_ours_moves_where_a_reader_wants_no_motion(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.url)
    ask(page, COURSE)
    expect(page.locator(".sources-of")).to_have_count(1)
    page.locator(".sources-of").click()
    searched(page, "bridge") if page.get_by_role("tab", name="Search results").is_visible() else None
    moving = page.evaluate("""() => document.getAnimations().filter((each) => each.playState === "running"
      && each.effect.getComputedTiming().duration > 10).map((each) => each.effect.target.outerHTML.slice(0, 80))""")
    assert moving == []
    context.close()


def test_letters_of_ours_follow_a_small_root_and_stay_in_their_boxes(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script("document.addEventListener('DOMContentLoaded', () => "
                            "document.documentElement.style.setProperty('font-size', '62.5%', 'important'))")
    page = context.new_page()
    page.goto(served.url)
    ask(page, served.question)
    expect(page.locator(".sources-of")).to_have_count(1)
    searched(page, "bridge")
    expect(page.locator(".names-found")).to_be_visible()
    page.locator(".names-found summary").click()
    assert fits(page)
    sizes = page.locator("#results button:visible, .names-found summary").evaluate_all(
        "found => found.map((each) => each.getBoundingClientRect().height)")
    assert sizes and min(sizes) >= 15 and page.locator("#results .card").count()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_320_pixels_nothing_is_cut_and_a_course_leaves_the_fold_above_the_box(
    browser: Browser, served: Served, desk: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served.url)
    ask(page, COURSE)
    fold, box = page.locator(f"{ANSWER} details.more summary"), page.locator("#question")
    expect(fold).to_be_visible()
    entries = page.locator(f"{ANSWER_TEXT} > p")
    expect(entries.filter(visible=True)).to_have_count(1)
    assert (bottom := fold.bounding_box()) and (below := box.bounding_box())
    assert bottom["y"] + bottom["height"] <= below["y"] and fits(page)
    page.get_by_role("button", name="Show the 2 other reports").click()
    expect(entries.filter(visible=True)).to_have_count(3)
    searched(page, "bridge")
    page.locator(".names-found summary").click()
    assert fits(page)
    page.set_extra_http_headers(_ADA)
    for path in ("events?q=fire", "gaps"):
        page.goto(f"{desk}{path}")
        assert fits(page) and page.locator("tbody tr").count()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_name_narrows_the_list_to_as_many_of_its_articles_as_it_says(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    searched(page, "bridge")
    page.locator(".names-found summary").click()
    before = titles(page)
    button = page.locator("[data-name]").last
    name, many = str(button.get_attribute("data-name")), int(button.locator("small").inner_text())
    button.click()
    expect(page.locator("#results .card")).to_have_count(many)
    assert len(before) > many and page.get_by_label("Search the archive").input_value() == "bridge"
    expect(page.get_by_role("heading", name="Search results")).to_be_focused()
    expect(page.get_by_label("Search the archive")).to_be_in_viewport()
    csv = page.get_by_role("link", name="CSV").get_attribute("href")
    assert csv and csv.count("name=") == 1
    page.get_by_role("button", name=f"Remove the filter {name}").click()
    expect(page.locator("#results .card")).to_have_count(len(before))
    assert titles(page) == before


def test_the_desk_previews_what_is_under_embargo_and_sees_its_sources(page: Page, desk: str) -> None:
    page.set_extra_http_headers(_ADA)
    page.goto(desk)
    page.get_by_label("Ask the archive").wait_for()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("With what is under embargo").check()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.wait_for_timeout(READERS_HAND_MS)
    ask(page, "When will the Kettle Lane mill close?")
    expect(page.locator(ANSWER_TEXT).last).to_contain_text("is under embargo until 1 January 2999")
    expect(page.locator("#sources .card")).to_contain_text("Mill to close")
    page.get_by_role("button", name="Remove the filter With what is under embargo").click()
    page.wait_for_timeout(READERS_HAND_MS)
    ask(page, "When will the Kettle Lane mill close?")
    expect(page.locator(f"{ANSWER} blockquote")).to_be_visible()
    expect(page.locator("#sources .card")).to_have_count(0)


def titles(page: Page) -> list[str]:
    return page.locator("#results .card").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tables_and_the_names_have_no_barrier(
    browser: Browser, served: Served, desk: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_extra_http_headers(_ADA)
    for path in ("events", "events?q=fire", "events?q=?!", "gaps"):
        page.goto(f"{desk}{path}")
        assert barriers(page) == []
    page.goto(f"{served.url}?__theme={scheme}")
    page.get_by_label("Ask the archive").wait_for()
    searched(page, "bridge")
    page.locator(".names-found summary").click()
    assert barriers(page) == []
    context.close()
