"""What the model that reads sentences is taught: questions with sentences, of which some answer.

People's questions come with the sentences of a passage of Wikipedia or Wikinews. Those in `stories` were written for
this project, with the news that they ask about: in other words than the sentence that answers, beside others that look
more like it. A story is a row of JSON Lines: headline, paragraphs (lists of sentences), and questions, each with the
numbers of the sentences that answer it, counted through all paragraphs from nought; none where nothing does.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Files of pairs below the data's folder "judge", and how many of each; where they come from and under which licences
# is told in docs/models.md.
TAUGHT = {
    "squadshifts/new_wiki": 8_000, "nqg-squad-train/sentences": 5_000, "selqa/dev-test": 3_000,
    "qamr/dev-test": 2_500, "qadiscourse/wikinews-wikipedia": 2_000, "qed/dev": 1_000,
}
STORIES = Path(__file__).parent / "stories"
MOST, OF_A_STORY = 7, 8           # sentences of a passage, and of a story
ALIKE = 3                         # of a story's, those that have most of the question's words and don't answer it
WITHOUT, LED_UP = 0.25, 0.3       # passages that lose the right sentence; sentences that come with the one before
STORY_WITHOUT, STORY_OTHERWISE = 0.15, 0.15      # of stories' questions that lose it, or ask for something else
HEADLINE = 12                     # words of the first sentence that stand above all others of a passage
LONGEST = 600                     # characters of a sentence with what stands before it

_NAME_OR_FIGURE = re.compile(r"\b(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|\d[\d,.]*\d|\d)\b")
_WORD = re.compile(r"\w{4,}")
_BEGINNING = 5                    # letters by which two words count as one


class Lesson(NamedTuple):
    """A question with sentences, and which of them answer it: none, one or more."""

    question: str
    sentences: list[str]
    right: list[bool]


def shuffled(folder: Path, headed: float, otherwise: float) -> Iterator[Lesson]:
    """Lessons of passages in a random order, over and over; a sentence sometimes with the one before.

    `headed` is the share of passages with a headline, `otherwise` that of questions that ask for something else.
    """
    rows: list[dict[str, Any]] = []
    for name, count in TAUGHT.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            known = [row for row in map(json.loads, file) if row["task"] == "answer"]
        random.shuffle(known)
        rows += known[:count]
    rows = [row for row in rows if len(row["question"].split()) > 2]
    random.shuffle(rows)
    others = [text for row in rows for text in names_and_figures(row["question"])]
    while True:
        for row in rows:
            made = lesson(row, headed)
            yield asking_otherwise(made, others) if random.random() < otherwise else made


def lesson(row: dict[str, Any], headed: float = 0.0) -> Lesson:
    """What is taught of a question's row, by chance; `headed` is the share of passages with a headline."""
    passage, answering = row["passage"], set(row["label"])
    led_up = [f"{passage[at - 1]} {each}" if at and at - 1 not in answering and random.random() < LED_UP else each
              for at, each in enumerate(passage)]
    if 0 not in answering and random.random() < headed:
        headline = " ".join(passage[0].split()[:HEADLINE]).rstrip(".")
        led_up[1:] = [f"{headline}. {each}" for each in led_up[1:]]
    right = [at in answering for at in range(len(passage))]
    if any(right) and not all(right) and random.random() < WITHOUT:
        led_up = [each for each, answers in zip(led_up, right, strict=True) if not answers]
        right = [False] * len(led_up)
    return Lesson(row["question"], led_up[:MOST], right[:MOST])


def stories(folder: Path = STORIES) -> list[dict[str, Any]]:
    """The stories of all files, with their questions."""
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl"))
            for line in file.read_text(encoding="utf-8").splitlines()]


def story_lessons(told: Sequence[dict[str, Any]]) -> Iterator[Lesson]:
    """Lessons of the stories in a random order, over and over."""
    asked = [(story, question) for story in told for question in story["questions"]]
    others = [text for _, question in asked for text in names_and_figures(question["q"])]
    while True:
        random.shuffle(asked)
        for story, question in asked:
            made = story_lesson(story, question)
            yield asking_otherwise(made, others) if random.random() < STORY_OTHERWISE else made


def story_lesson(story: dict[str, Any], question: dict[str, Any]) -> Lesson:
    """What is taught of a story's question, by chance: sentences as they are read, of which ALIKE look most like it."""
    read = _as_read(story, headed=random.random() < 0.5)
    plain = [each for paragraph in story["paragraphs"] for each in paragraph]
    right, wanted = set(question["answers"]), _beginnings(question["q"])
    wrong = sorted((at for at in range(len(read)) if at not in right),
                   key=lambda at: -len(wanted & _beginnings(plain[at])) - random.random())
    further = wrong[ALIKE:]
    chosen = [*wrong[:ALIKE], *random.sample(further, min(len(further), max(0, OF_A_STORY - ALIKE - len(right))))]
    if random.random() >= STORY_WITHOUT:
        chosen += right
    return Lesson(question["q"], [read[at] for at in sorted(chosen)], [at in right for at in sorted(chosen)])


def _as_read(story: dict[str, Any], *, headed: bool) -> list[str]:
    """Its sentences under the headline, or else each behind the one before it in its paragraph."""
    if headed:
        return [f"{story['headline'].rstrip('.')}. {each}"[:LONGEST] for part in story["paragraphs"] for each in part]
    return [f"{before} {each}".strip()[:LONGEST] for part in story["paragraphs"]
            for before, each in zip(["", *part], part, strict=False)]


def _beginnings(text: str) -> set[str]:
    return {word[:_BEGINNING].casefold() for word in _WORD.findall(text)}


def asking_otherwise(taught: Lesson, others: Sequence[str]) -> Lesson:
    """The lesson with another year, figure or name in its question than all its right sentences share with it.

    Nothing answers it then; where they share none it stays as it is.
    """
    right = [sentence for sentence, answers in zip(taught.sentences, taught.right, strict=True) if answers]
    shared = [text for text in names_and_figures(taught.question) if right and all(text in each for each in right)]
    if not shared:
        return taught
    text = random.choice(shared)
    other = _like(text, others)
    if any(other in sentence for sentence in taught.sentences):
        return taught
    return Lesson(taught.question.replace(text, other), taught.sentences, [False] * len(taught.right))


def names_and_figures(question: str) -> list[str]:
    """The capitalised words, in runs, and the figures of a question but for its first word."""
    return [each.group() for each in _NAME_OR_FIGURE.finditer(question) if each.start()]


def _like(text: str, others: Sequence[str]) -> str:
    """One of the same kind: a year near it, a figure of as many digits, or a name of as many words."""
    if re.fullmatch(r"[12]\d{3}", text):
        return str(int(text) + random.choice((-20, -7, -3, -2, -1, 1, 2, 3, 7, 20)))
    if text[0].isdigit():
        return re.sub(r"\d", lambda digit: str((int(digit.group()) + random.randint(1, 8)) % 9 + 1), text)
    alike = [each for each in random.sample(others, min(40, len(others)))
             if not each[0].isdigit() and each.count(" ") == text.count(" ")]
    return alike[0] if alike else random.choice(others)
