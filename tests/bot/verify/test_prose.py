"""A model's sentence stands where its evidence has the same relations, in whatever words; else there is a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.verify import Claim, Evidence, fact
from bot.verify.prose import contradiction, objection

HARBOUR = Evidence(
    "Anna Vale beat Tomas Reed by 212 votes on Thursday and will be the next mayor of Northmouth. Captain Nils Holm, "
    "61, resigned as harbour master on Monday. The works will keep 204 people, rather than the 180 it had promised. "
    "Solent Lines, a ferry company, agreed to buy the tug Alma from Quay Holdings for £2.4m. It said that it no longer "
    "planned to close the slip. The ferry will run at night on Fridays only. The pier would be rebuilt under plans "
    "that the council published on Tuesday. In 2022 the bill was £3.9m; it has come to £5.1m. Of 40 posts 10 are "
    "empty. Holm, who was born in 1962, came to Northmouth in 1992. The highest tide since 1953 was measured in May. "
    "Reed came third in the first round. The vote was carried by 14 to 11. The Bess costs £15,051 a year, while the "
    "Cora has a cost of £14,480. Cy Ray, a singer, opened the fair. The works is considering hiring divers. In 2014 a "
    "yacht was sold for nearly £14m at Dunport. In 2011 another one sold for £7m at Oxmouth. It is Northmouth's fifth "
    "regatta and third in the past six years; it is Dunport's fourth. Sales of charts were dismissed last year as slow."
    " The city pays £26m and the state of Kell will pay a further £10m. Members won two MBEs. "
    "Amina Rourke, 40, chairs the club. It met in May and was glad of a quiet year. Graham Tuxley, 48, is its cook. In "
    "2023 there were 300 boats moored, down from 600 in 2021. Clubs moor 13 percent of all boats. In the fire at Kell "
    "three people were hurt, and in that at Dunport four were.",
    "Vale is mayor as Holm goes. Wednesday 8 May 2024. Cy Orr. The Quay",
    datetime(2024, 5, 8, 9, tzinfo=UTC),
)


def claim(text: str, question: str = "") -> Claim:
    return Claim(text, (HARBOUR,), question)


def alike(text: str, others: object) -> list[float]:
    return [1.0]


@pytest.mark.parametrize("text", [
    "Tomas Reed was defeated by Anna Vale.",
    "Nils Holm quit as harbour master.",
    "Nils Holm quit on Monday 6 May 2024.",
    "The works is keeping 204 people instead of the 180 it had promised.",
    "Quay Holdings will sell the tug Alma to Solent Lines.",
    "Solent Lines no longer plans to close the slip.",
    "The ferry will run at night on one day of the week only.",
    "The council plans to rebuild the pier.",
    "The bill has risen by £1.2m, from £3.9m to £5.1m.",
    "A quarter of the 40 posts are empty, which is 25 per cent.",
    "With 10 of 40 posts empty, 30 are filled.",
    "Holm was 30 when he came to Northmouth in 1992.",
    "The vote was carried by a majority of three, 14 to 11.",
    "The Cora costs £571 less than the Bess.",
    "The vote was decided by three votes.",
    "It is Northmouth's third regatta in six years.",
    "In 2023 sales of charts were dismissed as slow.",
    "The city pays £26m, and the state of Kell ten.",
    "The fair was opened by the singer Cy Ray.",
    "The works is thinking of hiring divers.",
    "A member won the MBE twice.",
    "Rourke is eight years younger than Tuxley.",
    "Half as many boats were moored in 2023 as in 2021.",
    "Mooring fell by 50 percent from 2021 to 2023.",
    "Seven people were hurt in the fires at Kell and Dunport.",
    "One boat in eight is moored by a club.",
    "Support for the vote: it was carried by 14 to 11.",
    "A yacht went for nearly £14m at Dunport in 2014.",
    "It was Vale who won, not Reed.",
])
def test_what_a_good_model_writes_gets_through(text: str) -> None:
    assert objection(claim(text), alike) is None


@pytest.mark.parametrize("text", [
    "Anna Vale was defeated by Tomas Reed.",
    "Anna Vale resigned as harbour master.",
    "Nils Holm quit on Monday 13 May 2024.",
    "The works is keeping 180 people instead of the 204 it had promised.",
    "Solent Lines will sell the tug Alma to Quay Holdings.",
    "Solent Lines still plans to close the slip.",
    "The ferry will run at night on every day of the week.",
    "The pier was rebuilt by the council.",
    "The bill has risen by £1.4m.",
    "With 10 of 40 posts empty, 25 are filled.",
    "Holm was 45 when he came to Northmouth in 1992.",
    "The lowest tide since 1953 was measured in May.",
    "Reed came second in the first round.",
    "Anna Vale, a captain, beat Tomas Reed.",
    "The Cora costs £571 more than the Bess.",
    "Rourke is 23 years younger than Tuxley.",
    "Mooring fell by 70 percent from 2021 to 2023.",
    "Nine people were hurt in the fires at Kell and Dunport.",
    "One boat in twenty is moored by a club.",
    "It is Northmouth's fourth regatta in six years.",
    "In 2020 sales of charts were dismissed as slow.",
    "The fair was opened by the juggler Cy Ray.",
    "The works has begun hiring divers.",
    "A yacht was sold for nearly £14m at Dunport in 2011.",
])
def test_a_sentence_with_one_thing_wrong_is_withheld(text: str) -> None:
    assert objection(claim(text), alike)


@pytest.mark.parametrize(("report", "right", "wrong"), [
    ("Of the 31 steps in the auditor's report 22 have been taken.",
     "Nine of the auditor's 31 steps have yet to be taken.", "Eight of the auditor's 31 steps have yet to be taken."),
    ("The inquiry cost £1.3m, against a budget of £850,000.",
     "The inquiry went £450,000 over budget.", "The inquiry went £550,000 over budget."),
    ("The museum paid £38,500, which the finder and the farmer will share equally.",
     "The finder and the farmer will each get £19,250.", "The finder and the farmer will each get £29,250."),
    ("The firm keeps 180 jobs. It regretted the loss of 110 posts.",
     "Some 110 jobs are lost.", "Some 190 jobs are lost."),
    ("Members approved the plan by 15 votes to 11.",
     "The plan was backed by 15 members and opposed by 11.", "The plan was opposed by the members."),
    ("It was the first bridge there. The bridge reopened on Saturday.",
     "The bridge finally reopened on Saturday.", "The bridge closed on Saturday."),
])
def test_what_is_worked_out_or_said_of_both_sides_is_told_from_what_is_wrong(
    report: str, right: str, wrong: str
) -> None:
    assert objection(Claim(right, (Evidence(report),)), alike) is None
    assert objection(Claim(wrong, (Evidence(report),)), alike)


def test_a_reason_quotes_the_sentence_that_decides() -> None:
    reason = contradiction(claim("Anna Vale was defeated by Tomas Reed."))
    assert reason is not None and "“Anna Vale beat Tomas Reed by 212 votes" in reason


def test_the_question_is_no_evidence() -> None:
    asked = "Why did Northmouth spend £9m in Berlin?"
    assert fact(claim("Northmouth spent £9m.", asked)) and fact(claim("It was spent in Berlin.", asked))


def test_nothing_is_held_against_a_text_in_another_language() -> None:
    report = Evidence("Der Rat hat den Plan abgelehnt.", language="de")
    assert contradiction(Claim("Der Rat hat den Plan angenommen.", (report,))) is None


def test_a_number_of_another_unit_is_another_number() -> None:
    report = Evidence("The owner paid £9,000 for it. In all 6,000 people came.")
    assert fact(Claim("About 9,000 people came.", (report,)))
    assert fact(Claim("About 6,000 people came.", (report,))) is None


def test_more_than_is_not_less_than() -> None:
    report = Evidence("More than 200 boats were lost.")
    assert fact(Claim("Fewer than 200 boats were lost.", (report,)))


def test_a_month_may_be_named_that_the_report_calls_last_month() -> None:
    report = Evidence("Holm resigned last month.", published=datetime(2024, 5, 8, tzinfo=UTC))
    assert fact(Claim("Holm resigned in April.", (report,))) is None
    assert fact(Claim("Holm resigned in March.", (report,)))


PARTIES = Evidence(
    "Spain, Italy, and Norway all held their regattas in May as planned, while Greece, Chile, and Malta opted to put "
    "off theirs. Among members, 46% favoured Vale's plan and 42% favoured Reed's draft, the poll found. The hall was "
    "opened as a school in 1924; as a library in 1939. The crew lay under British guard on a Danish sloop. "
    "Carl Nilsen, head of Kell Trust, wrote to the club. He has not explained the delay. About 57 percent of boats "
    "leak. More than 2 million swings and 220,000 rockers were recalled. Kids under 12 get in free. It is illegal to "
    "moor there. The price spiked by about 30% on Monday. The first race is not until June 2026. The fund raised £30m "
    "in the first three months of 2025. The weekly meetings are held at Tarn. Beth Rogers won the vote. Sen. Jan Orr "
    "(R-Kell) left. A slipway in Boston was closed by the storm.",
    "Regattas and other news. Thursday 8 May 2025. Cy Orr. The Quay",
    datetime(2025, 5, 8, 9, tzinfo=UTC),
)


@pytest.mark.parametrize("text", [
    "Nearly six in ten boats leak.",
    "Roughly nine times as many swings as rockers were recalled.",
    "The price jumped by nearly a third on Monday.",
    "Mooring there is against the law.",
    "Two countries, Spain and Norway, held their regattas in May.",
    "The fund raised £30m from January to March 2025.",
    "They meet every week at Tarn.",
    "Jan Orr, a Republican, left.",
])
def test_what_is_counted_rounded_or_said_in_other_words_gets_through(text: str) -> None:
    assert objection(Claim(text, (PARTIES,)), alike) is None


@pytest.mark.parametrize("text", [
    "Six in ten swings were recalled and two in ten boats leak.",
    "Roughly three times as many swings as rockers were recalled.",
    "Three countries, Spain and Norway, held their regattas in May.",
    "The fund raised £30m from April to June 2025.",
    "Greece, Italy and Norway held their regattas in May as planned.",
    "Among members, 46% favoured Reed's draft and 42% favoured Vale's plan.",
    "46% of members favoured Reed's draft.",
    "The hall was opened as a library in 1924 and as a school in 1939.",
    "The crew lay under Danish guard on a British sloop.",
    "Carl Nilsen, head of Tarn Trust, wrote to the club.",
    "The first race was held in June 2026.",
    "A slipway in Dublin was closed by the storm.",
])
def test_what_has_changed_places_or_is_still_to_come_is_withheld(text: str) -> None:
    assert objection(Claim(text, (PARTIES,)), alike)


def test_a_name_that_a_parser_takes_for_a_noun_is_a_name() -> None:
    text = "Rogers won the vote."
    assert objection(Claim(text, (PARTIES,)), alike) is None
    other = Evidence("Before, Joe Waters and Beth Rogers had spoken. Joe Waters won the vote.")
    assert objection(Claim(text, (other,)), alike)
