"""A conversation keeps its thread: through thanks, corrections, returns, ellipses and phrases for what was named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import Bot, Turn
from bot.answer import NOT_HERE
from bot.understand.follow_up import rewrite
from bot.understand.small_talk import small_talk
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.opening import without_aside
from index import Archive
from tests.fakes import WordEmbedder, article, day

INQUIRY = Cutting(
    "The inquiry will be led by Ines Vale KC, a barrister who has investigated two accidents.",
    "Inquiry into the flood",
    "The inquiry will be led by Ines Vale KC, a barrister who has investigated two accidents. Ms Vale was chosen by "
    "the council. Orrin & Lund, a family company from Aldery, built the dam. Surgeon Tom Reed asked for it. "
    "Mr Reed is 60.",
)


def after(*turns: tuple[str, str], ask: str, cutting: Cutting | None = None) -> str:
    history = [Turn(*turn) for turn in turns]
    return rewrite(ask, history, [*[None] * (len(history) - 1), cutting]).text


@pytest.mark.parametrize("said", ["thanks", "Ok", "Great, thanks!", "interesting", "I see.", "ok great"])
def test_thanks_and_the_like_change_nothing(said: str) -> None:
    first = ("Who won the mayoral race?", "“Ines Vale won.” — 3 May [1]")
    assert after(first, (said, "You're welcome."), ask="When?") == after(first, ask="When?")


@pytest.mark.parametrize("said", ["interesting", "I see", "good to know", "right, ok"])
def test_they_are_answered_without_a_search(said: str) -> None:
    assert small_talk(said)
    assert not small_talk(f"{said} who won the race")


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        ("no, the flood wall", "How much did the flood wall cost?"),
        ("No, I meant the flood wall", "How much did the flood wall cost?"),
        ("sorry, the flood wall", "How much did the flood wall cost?"),
        ("Sorry, I mean the flood wall", "How much did the flood wall cost?"),
        ("No, I meant the flood wall.", "How much did the flood wall cost?"),
    ],
)
def test_a_correction_asks_the_same_of_another(ask: str, used: str) -> None:
    assert after(("How much did the iron bridge cost?", "“It cost £2m.” [1]"), ask=ask) == used


@pytest.mark.parametrize(
    "aside",
    ["By the way,", "Another thing:", "One more:", "Before I forget,", "OK next:", "Thanks! And btw,"],
)
def test_an_aside_is_no_part_of_a_question(aside: str) -> None:
    first = ("Who is Ines Vale?", "“Ines Vale is a barrister.” [1]")
    assert after(first, ask=f"{aside} how old is she?") == "How old is Ines Vale?"
    assert after(first, ask=f"{aside} who won the Oskel Cup in Harnchester?").lower().startswith("who won")


@pytest.mark.parametrize("new", ["Now something else:", "Something else:", "And now for something else –"])
def test_something_else_is_a_new_subject(new: str) -> None:
    assert after(("Who is Ines Vale?", ""), ask=f"{new} how old is the Oskel Cup?") == "How old is the Oskel Cup?"


@pytest.mark.parametrize("question", ["Next week, who plays?", "Next of kin: what is it?", "One more time, who won?"])
def test_what_opens_like_an_aside_stays(question: str) -> None:
    assert without_aside(question) == question


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        ("I meant Reed - what did he order?", "What did Reed order?"),
        ("No, Reed: what did he order?", "What did Reed order?"),
        ("Sorry, I meant the deputy, when did she resign?", "When did the deputy resign?"),
        ("And Reed, what did he order?", "What did Reed order?"),
        ("No, I meant Reed. What did he order?", "What did Reed order?"),
    ],
)
def test_a_correction_may_bring_its_own_question(ask: str, used: str) -> None:
    before = ("Who leads the inquiry?", "“Mr Adam Vale leads it.” [1]"), ("How old is he?", "“Mr Vale is 60.” [1]")
    assert after(*before, ask=ask) == used


@pytest.mark.parametrize("ask", ["I meant Reed - what did he order?", "And Reed, what did he order?"])
def test_whom_a_question_brings_itself_is_meant_by_the_next(ask: str) -> None:
    before = ("Who leads the inquiry?", "“Mr Adam Vale leads it.” [1]"), (ask, "“Nothing was ordered.” [1]")
    assert after(*before, ask="When did he say so?") == "When did Reed say so?"


def test_not_her_but_him_asks_the_same_of_him() -> None:
    told = ("Who are they?", "“Mr Tom Reed met Mrs Ines Vale.” [1]")
    assert after(told, ("How old is she?", "“She is 60.” [1]"), ask="not her, him") == "How old is Mr Tom Reed?"


@pytest.mark.parametrize(
    "ask",
    [
        "To come back to the first one, when was it mended?", "back to the bridge: who mended it?",
        "Going back to the iron bridge",
    ],
)
def test_one_can_come_back_to_an_earlier_question(ask: str) -> None:
    first = ("How much did the iron bridge cost?", "“£2m.” [1]")
    found = after(first, ("When does the night bus run?", "“At midnight.” [1]"), ask=ask)
    assert "night bus" not in found
    assert "iron bridge" in found


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        ("Thanks! Back to the first one", "How long did the strike last?"),
        ("back to the first one: how many plants closed?", "How many plants closed (How long did the strike last)?"),
        ("back to the fare: who pays it?", "Who pays the fare (When does the night bus run)?"),
    ],
)
def test_one_can_come_back_after_thanks_and_to_what_an_answer_told(ask: str, used: str) -> None:
    first = ("How long did the strike last?", "“A month.” [1]")
    assert after(first, ("When does the night bus run?", "“At midnight, for a fare of £2.” [1]"), ask=ask) == used


def test_a_correction_takes_the_place_of_a_pronoun_that_meant_nobody() -> None:
    shot = Cutting("A gunman shot Tom Reed.", "Shooting", "A gunman shot Tom Reed. Mr Reed is in hospital.")
    history = [Turn("Who shot Tom Reed?", "“…” [1]"), Turn("How old was he?", "“The gunman was 66.” [1]")]
    assert rewrite("no, I meant Reed", history, [shot, shot]).text == "How old was Tom Reed?"


def test_a_role_typed_short_is_whom_the_article_calls_so_in_full() -> None:
    lead = "Reed told the prime minister, Ines Vale, of it."
    told = Cutting(lead, "Reed", lead)
    assert after(("Did Tom Reed apologise?", "“…” [1]"), ask="and the pm?", cutting=told) == "Did Ines Vale apologise?"
    printed = Cutting("The PM knew.", "PM", "The PM knew. A former prime minister did not.")
    assert printed.role_in_full("and the pm?") == "and the pm?"
    assert told.role_in_full("at 5 pm") == "at 5 pm"


def test_a_return_to_what_was_never_spoken_of_is_a_question_like_any_other() -> None:
    asked = "Back to the drawing board: who drew it up?"
    assert after(("When does the night bus run?", "“At midnight.” [1]"), ask=asked) == asked


@pytest.mark.parametrize(
    ("before", "ask", "used"),
    [
        ("How many homes were flooded?", "How many shops?", "How many shops were flooded?"),
        ("Were homes flooded in May?", "How many houses?", "How many houses (Were homes flooded in May)?"),
        ("Was the firm fined?", "By whom?", "By whom was the firm fined?"),
    ],
)
def test_what_is_left_out_is_borrowed(before: str, ask: str, used: str) -> None:
    assert after((before, "“Yes.” [1]"), ask=ask) == used


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        ("When will the barrister report?", "When will Ines Vale report?"),
        ("What did the surgeon ask for?", "What did Tom Reed ask for?"),
        ("How many people does the company employ?", "How many people does Orrin & Lund employ?"),
        ("Whom does the firm employ in Aldery?", "Whom does Orrin & Lund employ in Aldery?"),
        ("When will the baker report?", "When will the baker report?"),
        ("What did the surgeon tell Nils Holm?", "What did the surgeon tell Nils Holm?"),
    ],
)
def test_a_phrase_means_whom_the_cutting_calls_so(ask: str, used: str) -> None:
    assert after(("Who leads the inquiry?", "“…” [1]"), ask=ask, cutting=INQUIRY) == used


def test_the_article_tells_full_names_and_sexes() -> None:
    assert INQUIRY.in_full("Ms Vale") == "Ines Vale"
    assert INQUIRY.in_full("Reed") == "Tom Reed"
    assert INQUIRY.in_full("Holm") == "Holm"
    assert INQUIRY.in_full("Ines Vale KC") == "Ines Vale"
    assert (INQUIRY.gender("Ines Vale"), INQUIRY.gender("Tom Reed"), INQUIRY.gender("Orrin")) == ("f", "m", "")
    pronouns = Cutting("", "", "Robin Peel, 22, a baker, said she had won. Kit Marr, 30, lost. His bike broke.")
    assert (pronouns.gender("Robin Peel"), pronouns.gender("Kit Marr")) == ("f", "m")
    firm = Cutting("", "", "Rite Oskel said on Sunday that it was out of cash. “We regret it,” Ms Vale said.")
    assert (firm.is_person("Rite Oskel"), firm.is_person("Vale")) == (False, True)
    bakery = Cutting("", "", "Tom Reed went to the Panera, where he bought bread. Judge Nils Holm’s ruling is out, PC.")
    assert (bakery.gender("Panera"), bakery.is_person("PC"), bakery.called("judge")) == ("", False, "Nils Holm")


def test_an_event_is_the_question_before() -> None:
    before = ("When did the school lock up its phones?", "“In May.” [1]")
    assert after(before, ask="Why was it done?") == "Why was it done (When did the school lock up its phones)?"
    assert after(before, ask="Did it help?") == "Did it help (When did the school lock up its phones)?"


def test_a_refusal_adds_nobody() -> None:
    refused = f"{NOT_HERE} The nearest articles, which don't seem to answer it: “Ines Vale elected”; “Tom Reed dies”."
    assert after(("Who baked the bread?", refused), ask="How old is she?") == "How old is she (Who baked the bread)?"


def test_whoever_a_refused_question_asked_for_is_spoken_of_beside_its_names() -> None:
    turn = Turn("Who is the king of Ossing?", f"{NOT_HERE} I looked through 3 articles.")
    assert rewrite("How old is he?", [turn]).about == "Ossing"
    assert not rewrite("How old is he?", [Turn("Who is the king of Ossing?", "“Nobody is king.” [1]")]).about


def test_not_him_but_her_is_the_woman_whom_the_article_names() -> None:
    assert after(("How old is Tom Reed?", "“Mr Reed is 60.” [1]"), ask="not him, her", cutting=INQUIRY) == (
        "How old is Ines Vale?")


def test_whose_age_is_asked_without_a_verb() -> None:
    turn = ("Who opened the lido?", "“Mr Adam Vale opened the lido.” [1]")
    assert after(turn, ask="and his age?") == "How old is Mr Adam Vale?"


def test_a_correction_of_who_is_asked_by_what_they_are() -> None:
    turn = ("Who leads the inquiry?", "“Mr Adam Vale leads it.” [1]")
    assert after(turn, ask="No, I meant the deputy mayor") == "Who is the deputy mayor?"


def test_nobody_in_the_middle_of_a_long_quotation_is_meant_before_the_first() -> None:
    lead = "Tomas Wilk, 31, came first; Peter Crane, 24, second; Bob Hart, 38, third."
    cutting = Cutting(lead, "Results", "Results.")
    asked = after(("Who won the race?", "“…” [1]"), ask="What was his time?", cutting=cutting)
    assert asked == "What was Tomas Wilk's time?"


def test_what_was_searched_before_is_what_was_meant() -> None:
    bus = Turn("What about the bus?", "“It runs.” [1]", used="What about the bus?")
    assert "lido" not in rewrite("And when?", [Turn("Who opened the lido?", "“Ann Lee.” [1]"), bus]).text


def test_a_turn_says_whether_it_was_answered() -> None:
    assert Turn("Who?", "“Ines Vale.” [1]").answered
    assert not Turn("Who?", f"{NOT_HERE} I looked through 3 articles.").answered
    assert not Turn("Who?", "").answered


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    texts = {
        "wall": "The flood wall will cost £14.2m. It is to be built of brick.",
        "bus": "The night bus will run at midnight for a flat fare of £2.",
        "lido": "The lido reopened on Saturday. Ann Lee opened the lido.",
        "ferry": "The ferry reopened on Sunday. It costs £1.",
        "divorce": "Tom Orr met Ben Reed at Aldery. Tom Orr filed for divorce in May.",
    }
    with Archive.create(tmp_path_factory.mktemp("talk") / "news", embedder=WordEmbedder()) as made:
        made.add([article(id, id.capitalize(), text, day(2023, 1, 1)) for id, text in texts.items()])
        made.embed()
        yield made


@pytest.mark.parametrize(
    ("first", "ask", "used", "cited"),
    [
        ("Who opened the lido?", "What about the night bus?", "What about the night bus?", "bus"),
        ("When did the lido reopen?", "What about the ferry?", "When did the ferry reopen?", "ferry"),
        ("When did the lido reopen?", "And the ferry?", "When did the ferry reopen?", "ferry"),
        ("When does the night bus run?", "And the flat fare?", "The flat fare (When does the night bus run)?", "bus"),
        ("Who opened the lido?", "What about the zeppelin?", "What about the zeppelin?", None),
    ],
)
def test_the_archive_decides_whether_a_subject_is_new(
    archive: Archive, first: str, ask: str, used: str, cited: str | None
) -> None:
    bot = Bot(archive)
    answer = bot.ask(ask, history=[bot.ask(first)])
    assert answer.question_used == used
    assert (answer.lead.article.id if answer.lead else None) == cited


BOTH = "Who runs the lido and the ferry?"


def test_who_is_unclear_is_asked_which_is_meant(archive: Archive) -> None:
    bot = Bot(archive)
    before = bot.ask(BOTH)
    asks = bot.ask("When did it reopen?", history=[before])
    assert asks.text == "Do you mean the lido or the ferry?"
    assert asks.choices == ("When did the lido reopen?", "When did the ferry reopen?")
    assert not asks.answered and not asks.citations and asks.question_used == "When did it reopen?"
    assert asks.to_dict()["choices"] == list(asks.choices)
    for reply in ("the ferry", asks.choices[1]):
        answer = bot.ask(reply, history=[before, asks])
        assert answer.question_used == "When did the ferry reopen?"
        assert answer.lead and answer.lead.article.id == "ferry"


def test_nobody_is_asked_twice_in_a_row(archive: Archive) -> None:
    bot = Bot(archive)
    history = [bot.ask(BOTH)]
    history.append(bot.ask("When did it reopen?", history=history))
    assert not bot.ask("When did it reopen?", history=history).choices


@pytest.mark.parametrize("before", ["Who runs the lido?", "Who runs the lido and the zeppelin?"])
def test_nobody_is_asked_where_one_reading_alone_is_answered(archive: Archive, before: str) -> None:
    bot = Bot(archive)
    answer = bot.ask("When did it reopen?", history=[bot.ask(before)])
    assert not answer.choices
    assert answer.question_used == "When did the lido reopen?"


def test_the_one_is_meant_whom_the_only_sentence_names(archive: Archive) -> None:
    bot = Bot(archive)
    answer = bot.ask("When did he file for divorce?", history=[bot.ask("Did Ben Reed meet Tom Orr?")])
    assert answer.question_used == "When did Tom Orr file for divorce?"


def test_what_was_searched_is_forgotten_with_an_article_that_is_gone(tmp_path: Path) -> None:
    texts = {"vote": "Ines Vale was elected mayor of Oskel.", "age": "The mayor of Oskel, Ines Vale, is 41."}
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article(id, id, text, day(2023, 1, 1)) for id, text in texts.items()])
        archive.embed()
        bot = Bot(archive)
        first = bot.ask("Who was elected mayor of Oskel?")
        second = bot.ask("How old is she?", history=[first])
        assert second.question_used == "How old is Ines Vale?"
        archive.withdraw([first.citations[0].article.id], "a complaint")
        asked = bot.ask("And when?", history=[first, second])
    assert "Vale" not in asked.question_used


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        ("What was the fine?", "What was the fine (When did the ban begin)?"),
        ("What was the flat fare?", "What was the flat fare?"),
        ("What was the zeppelin?", "What was the zeppelin?"),
    ],
)
def test_a_short_question_is_first_asked_of_the_article_that_answered_before(
    tmp_path: Path, ask: str, used: str
) -> None:
    texts = {
        "ban": "The ban will begin on Friday. Whoever breaks the ban will pay a fine of £90.",
        "train": "The railway was given a fine of £2m.",
        "bus": "The night bus has a flat fare of £2.",
    }
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article(id, id, text, day(2023, 1, 1)) for id, text in texts.items()])
        archive.embed()
        bot = Bot(archive)
        assert bot.ask(ask, history=[bot.ask("When did the ban begin?")]).question_used == used


def test_a_thing_is_not_called_by_a_name_that_begins_with_it() -> None:
    street = Cutting("Shops in Bridge Street feared the worst.", "Shops", "Shops in Bridge Street feared the worst.")
    asked = after(("Who feared the worst?", "“…” [1]"), ask="When will the bridge reopen?", cutting=street)
    assert "Street" not in asked


FAMILY = Cutting(
    "Vale's dog Bo bit two guests.", "A dog bites",
    "Vale's dog Bo bit two guests. The Vales have a cat, too. Mr Vale lives in Ossing. He met the mayor at Orrin Weir. "
    "She was late.",
)


@pytest.mark.parametrize(
    ("turns", "ask", "used"),
    [
        ([("How often did Rajan Vale's dog Bo bite?", "“Vale's dog Bo bit two guests.” [1]")], "Do they have a cat?",
         "Do the Vales have a cat?"),
        ([("How many people died in the Oskel flood?", "“Two people died.” [1]")], "Who were they?",
         "Who died in the Oskel flood?"),
        ([("How many drivers did Tess Marr pardon?", "“She pardoned two.” [1]")], "Who are they?",
         "Which drivers did Tess Marr pardon?"),
        ([("What did the iron bridge cost in the end?", "“It cost £7m.” [1]")], "And at first?",
         "What did the iron bridge cost at first?"),
        ([("How many homes were flooded in Ossing?", "“Nine were flooded.” [1]")], "Who is the mayor of that town?",
         "Who is the mayor of Ossing?"),
        ([("What is tephra?", "“Tephra is rock.” [1]"), ("And vog?", "“Foul air is called vog.” [1]")],
         "Is it dangerous?", "Is vog dangerous?"),
        ([("Who owned the phone?", "“It was sold on LCG Auctions by its owner.” [1]")], "Why did she sell it?",
         "Why did she sell the phone (Who owned the phone)?"),
        ([("Who is the new mayor?", "“Thomas Orr left office.” [1]")], "When did she win?",
         "When did the new mayor win?"),
        ([("Who is Ines Vale?", "“Ines Vale is a singer.” [1]")], "What did a ticket cost?",
         "About Ines Vale: what did a ticket cost?"),
        ([("Who is Ines Vale?", "“Ines Vale is a singer.” [1]"), ("That's sad.", "Ask me what you want to know next.")],
         "How old is she?", "How old is Ines Vale?"),
        ([("Who won the Oskel Cup in 2018?", "“Ines Vale won it.” [1]"), ("How old was she?", "“She is 25.” [1]")],
         "With which boat?", "Who won the Oskel Cup in 2018, and with which boat?"),
        ([("Who won the Oskel Cup in 2018?", "“Ines Vale won it.” [1]"), ("How old was she?", "“She is 25.” [1]")],
         "Who came second?", "Who came second (the Oskel Cup in 2018)?"),
        ([("What did protesters throw at the mayor?", "“They threw soup.” [1]"), ("Was it hot?", "“It was.” [1]")],
         "Which group did that?", "Which group did that (What did protesters throw at the mayor)?"),
        ([("How many were hurt when the iron bridge fell?", "“Ten were hurt.” [1]")],
         "What caused it?", "What caused it (How many were hurt when the iron bridge fell)?"),
        ([("Why does the council want to tax cow burps?", "“They warm the air.” [1]"),
          ("What do farmers think of it?", "“They don't like it.” [1]")],
         "And the opposition?", "What do the opposition think of it (Why does the council want to tax cow burps)?"),
        ([("Who is the new manager of Oskel Rovers?", "“They hired Ron Washington as manager.” [1]")],
         "Whom did he replace?", "Whom did Ron Washington replace?"),
        ([("Why was Thomas Orr freed?", "“A judge freed Thomas Orr.” [1]"),
          ("Who was the judge?", "“Circuit Court Judge Melissa Vale freed him.” [1]")],
         "What podcast was about him?", "What podcast was about Thomas Orr?"),
        ([("When is the cold moon in May?", "“The cold moon marks the end of the year.” [1]")],
         "What do the Mohawk call it?", "What do the Mohawk call the cold moon?"),
        ([("Who is the first Black woman on a US quarter?", "“Maya Vale is the first.” [1]")],
         "When did it come out?", "When did it come out (Who is the first Black woman on a US quarter)?"),
        ([("Why did Ossing's prime minister resign?", "“Abdalla Orr resigned.” [1]")],
         "What is his name?", "What is Ossing's prime minister's name?"),
        ([("What did the mayor serve the Oskel women's team?", "“They ate pie.” [1]")],
         "Whom did they beat?", "Whom did the Oskel women's team beat?"),
        ([("Did Patti Orr live in Ossing with her husband?", "“Patti Orr and Fred Orr lived there.” [1]")],
         "When did he die?", "When did Fred Orr die?"),
        ([("What did Rajan Vale say about the bridge?", "“He said no.” [1]")], "No, I meant the mayor.",
         "What did the mayor say about the bridge?"),
        ([("Which other films was Rajan Vale in?", "“He was in some.” [1]")], "How much have they made?",
         "How much have they made (Which other films was Rajan Vale in)?"),
        ([("Which team visited Rajan Vale?", "“Rajan Vale met them.” [1]")], "Whom had they beaten?",
         "Whom had they beaten (Which team visited Rajan Vale)?"),
        ([("Why did Ines Vale put off her shows?", "“Half her crew is ill.” [1]")], "When should they have started?",
         "When should Ines Vale's shows have started?"),
        ([("Who is Tom Orr?", "“Tom Orr is a vet.” [1]"), ("Who shared it?", "“Two sisters shared it.” [1]"),
          ("How old is she?", "“She is 30.” [1]")], "And Kylie?", "How old is Kylie?"),
        ([("Who plays the Queen in the new Oskel Days?", "“Ines Vale plays the Queen.” [1]")], "When is it out?",
         "When is Oskel Days out?"),
        ([("What did Ines Vale write?", "“A poll.” [1]"), ("Who had been stabbed?", "“Tom Orr had been.” [1]")],
         "Where did it happen?", "Where did it happen (Who had been stabbed)?"),
        ([("Who leads Oskel Rovers?", "“Tom Orr leads them.” [1]"), ("Why did he leave Texas?", "“He was ill.” [1]")],
         "and who's the owner?", "About Oskel Rovers: who's the owner?"),
        ([("What did J.K. Orr write?", "“J.K. Orr wrote a novel.” [1]")], "How old is she?", "How old is J.K. Orr?"),
    ],
)
def test_what_a_follow_up_leaves_out_is_what_was_spoken_of(turns: list[tuple[str, str]], ask: str, used: str) -> None:
    assert after(*turns, ask=ask, cutting=FAMILY if "Bo" in turns[0][0] else None) == used


def test_they_are_the_people_who_did_it_and_no_picture() -> None:
    cutting = Cutting("They threw soup.", "Soup thrown", "They threw soup at the “Sunflowers” of Mr Vincent Orr.")
    turn = ("What did climate protesters throw at Vincent Orr's Sunflowers?", "“They threw soup.” [1]")
    assert after(turn, ask="What do they want?", cutting=cutting) == "What do the climate protesters want?"


def test_a_reaction_is_one_to_what_was_asked_before() -> None:
    turn = Turn("Who put Thomas Orr back?", "“The council put him back.” [1]")
    reading = rewrite("What did the president say about it?", [turn])
    while reading.otherwise:
        reading = reading.otherwise
    assert reading.text == "What did the president say about it (Who put Thomas Orr back)?"
