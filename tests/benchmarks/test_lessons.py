"""What the model that reads sentences is taught."""

from __future__ import annotations

import random
from itertools import islice
from typing import Any

from benchmarks.lessons import (
    ALIKE,
    OF_A_STORY,
    Lesson,
    asking_otherwise,
    lesson,
    names_and_figures,
    stories,
    story_lesson,
    story_lessons,
)

RACE = ["The race was held on Sunday.", "Ada Finch won."]
ROW: dict[str, Any] = {"question": "Who won?", "passage": RACE, "label": [1]}


def test_a_passage_may_lose_the_sentence_that_answers_and_then_none_does() -> None:
    random.seed(1)
    lessons = [lesson(ROW) for _ in range(200)]
    without = [each for each in lessons if not any(each.right)]
    assert 20 < len(without) < 80
    assert all(each.sentences == ["The race was held on Sunday."] for each in without)


def test_the_sentence_that_answers_is_never_given_away_by_the_one_behind_it() -> None:
    random.seed(1)
    row = {"question": "Who won?", "passage": ["Ada Finch won.", "She thanked her team.", "It rained."], "label": [0]}
    taught = {sentence for _ in range(100) for sentence in lesson(row).sentences}
    assert taught == {"Ada Finch won.", "She thanked her team.", "It rained.", "She thanked her team. It rained."}


def test_the_beginning_of_a_passage_may_stand_above_all_that_is_behind_it() -> None:
    random.seed(1)
    taught = {sentence for _ in range(100) for sentence in lesson(ROW, 0.5).sentences}
    assert "The race was held on Sunday. Ada Finch won." in taught


def test_a_question_for_another_year_or_name_than_the_sentence_tells_of_has_no_answer() -> None:
    random.seed(1)
    taught = Lesson("Who won the Oskel Cup in 1998?", ["Ada Finch won the Oskel Cup in 1998."], [True])
    for _ in range(20):
        other = asking_otherwise(taught, names_and_figures("Was it the Harbour Race or the Tall Ships of 2001?"))
        assert other.right == [False]
        assert ("Oskel Cup" in other.question) is ("1998" not in other.question)      # one of the two is another
    nobody = Lesson("Who won?", ["Ada Finch won."], [True])
    assert asking_otherwise(nobody, ["Harbour Race"]) is nobody


STORY: dict[str, Any] = {
    "headline": "Ferry back after repairs.",
    "paragraphs": [["The ferry is running again.", "It had been tied up since May."],
                   *[[f"Skipper number {number} was pleased."] for number in range(12)]],
    "questions": [],
}


def test_a_story_is_read_as_its_sentences_will_be() -> None:
    random.seed(1)
    taught = [story_lesson(STORY, {"q": "since when was the ferry tied up", "answers": [1]}) for _ in range(100)]
    right = {sentence for each in taught
             for sentence, answers in zip(each.sentences, each.right, strict=True) if answers}
    assert right == {"Ferry back after repairs. It had been tied up since May.",
                     "The ferry is running again. It had been tied up since May."}
    assert all(len(each.sentences) in (OF_A_STORY - 1, OF_A_STORY) for each in taught)
    assert all(any("The ferry is running again." in sentence for sentence in each.sentences) for each in taught)
    assert 1 < sum(not any(each.right) for each in taught) < 40 and ALIKE < OF_A_STORY


def test_a_question_that_a_story_does_not_answer_has_no_right_sentence() -> None:
    random.seed(1)
    assert not any(story_lesson(STORY, {"q": "what is the fare", "answers": []}).right)


def test_the_stories_are_whole_and_their_answers_stand_in_them() -> None:
    told = stories()
    assert len(told) > 400
    for story in told:
        sentences = [each for paragraph in story["paragraphs"] for each in paragraph]
        assert story["headline"] and all(each.strip() for each in sentences)
        assert all(0 <= at < len(sentences) for question in story["questions"] for at in question["answers"])
    assert all(len(each.sentences) == len(each.right) for each in islice(story_lessons(told), 500))
