"""Headings, links, times, cross-references, captions and tables are no sentences, and sentences are none of these."""

from __future__ import annotations

import pytest

from bot.quote.beside.printed import is_no_sentence, is_table, leads_in

TABLE = ("Club Played Won Lost Merrowby Rovers 22 15 3 Ossing Town 22 12 6 Harnchester Ladies 22 11 8 Crale United "
         "22 9 9 Quayside 22 4 15")


@pytest.mark.parametrize("printed", [
    "A GIFT FOR THE FERRY", "CNN —", "(CNN)", "‘OLD QUAY’", "WHO IS INES VALE?",
    "https://t.example/g1mM — Ines Vale (@inesvale) September 14, 2022", "— Ines Vale (@inesvale) June 9, 2022",
    "pic.twitter.com/j6Ky45", "www.quay-bell.example.com.", "ines.vale@bell.example.com", "-- @inesvale via Twitter",
    "8:30 p.m.", "11.15 a.m. ET", "01:26", "2022-02-18T16:45:34.000Z", "Updated 4:30 PM ET, Fri June 9, 2022",
    "More:Mayor has never met the harbour master she wants sacked", "Budget row:Mayor asks for a recount",
    "(RELATED: Mayor asks for a recount)", "'I love it':Ines Vale on the ferry", "Lake in trouble?:What to know",
    "MUST WATCH Ferry lands in a gale 02:04", "Full coverage: Election 2022", "Read more: The quay in figures",
    "Demonstrators are seen at the quay, Monday, Jan. 3, 2022, in Merrowby.",
    "Ines Vale speaks to voters on Tuesday, May 3, 2022, in Ossing.",
    "FILE - In this May 3, 2020, file photo, the ferry lies in the dock.",
    "Hide Caption 9 of 37 Photos: The quay in pictures The ferry lands in 1986.",
    "Jo Roe/Pool/Reuters Vale and Lee stand together at the quay in August.",
    "The ferry lies in the dock. (Jo Roe/AP)", "The ferry at the quay (Photo: Jo Roe)", "Photograph: Handout/Reuters",
    "New York CNN Business —", "Lviv, Ukraine CNN —", "MERROWBY (AP) —", "Courtesy of Ines Vale",
    "| Courtesy Quay Museum",
    "LIDO: Ines Vale, Jo Roe ready for a new season on the quay",
    "NEXT ON: Vale to join the harbour board when she retires",
    "Reaction:Rovers rejoice in the return of Jo Roe",
    "Follow every game: Latest Quay Scores",
    "Earlier: Vale Sails Again",
    "Ferry race 2022: See who won",
    "Share All sharing options for: The ferry is held up by ice",
    "Live Leaderboard: Quay Regatta Scores, Schedules and More",
    "The council's film on the ferry (Merrowby Council/via YouTube)", "Ranked: Every ferry of the Oskel by its food",
    "Jo Roe for CNN Swimmers rest on the quay.",
    "Ossing Councillor Ines Vale after voting at the school in Ossing on Tuesday, May 3, 2022.",
    TABLE,
])
def test_these_are_no_sentences(printed: str) -> None:
    assert is_no_sentence(printed)


@pytest.mark.parametrize("sentence", [
    "The ferry was laid up on Monday.", "MERROWBY (AP) — The ferry was laid up on Monday.",
    "FINAL SCORE: ROVERS 3, OSSING 1",
    "Her advice to the new mayor: See what the harbour can carry before you build.",
    "Jo Roe for Reuters took the picture.",
    "WINNER: Ines Vale, for her book of the quay",
    "COST: Between four and six pounds",
    "VALE: I never said that the ferry was safe",
    "UPDATE: The ferry sails again, as the board decided on Monday",
    "The lunch was a courtesy of the mayor.", "CNN Business — it says — will close.",
    "See the ferry: it sails.", "Reaction: The mayor resigned.",
    "The mayor resigned after losing the vote on Tuesday, May 3, 2022.",
    "“It will sail,” Ines Vale said, via Reuters.",
    "The harbour board met on Monday, Jan. 3, 2022, to address the fire.", "File-sharing was banned at the quay.",
    "A CNN/AP Poll says so.", "Image copyright law will change.", "In this picture of the budget the lido is closed.",
    "The ferry sank (Reuters reported it on Monday).", "THE FERRY WILL SAIL AT NOON.",
    "She told Reuters that the ferry would sail.", "Getty Images sued the museum on Monday.",
    "Tickets cost $5 at www.quay.example.com.", "Write to ferry@quay.example.com before 3 May.",
    "Related work was done in 1998: it failed.", "Ranked: third in the county.",
    "It went ahead (by road/via Ossing) at noon.", "Read by many, the report was late.", "It sails at 8:30 p.m.",
    "He had one aim: To sail before the storm came.", "Swimmers: Ann Lee, Bo Ray, Cy Poe, Di Fox, Ed Moe, Flo Gray",
    "The fire broke out on Monday, Jan. 3, 2022, and burned for a day.",
    "Jo Roe/Reuters MERROWBY — The ferry was laid up on Monday.",
    "Two councillors, Ann Lee and Bo Ray of Merrowby Harbour Board's finance committee, and Mayor Penhallow abstained.",
])
def test_these_are_sentences(sentence: str) -> None:
    assert not is_no_sentence(sentence)


def test_a_table_is_known_by_its_english_alone() -> None:
    assert is_table(TABLE)
    assert not is_no_sentence(TABLE, english=False)


def test_a_lead_in_opens_what_stands_behind_it() -> None:
    assert leads_in("In a series of tweets she wrote:") and leads_in("She said:”")
    assert not leads_in("It was 7: 2.")
