"""Teach the cross-encoder which sentence answers, from people's questions about Wikipedia and Wikinews.

`python -m benchmarks train` writes index/cross_encoder/answers.safetensors: changes of low rank to the upper layers of
ms-marco-MiniLM-L-12-v2 and its head. Each question comes with the sentences of a passage, or with those of one that
doesn't answer; what is learnt is to put the right sentence above the others and above nought, and all others below it.
A quarter of the passages lose their right sentence: then none of those left, though on the same subject, answers. And
of some questions a year, figure or name is exchanged that the right sentence shares: then it answers something else.
It is learnt twice from the beginning, once without those, and what was learnt is averaged: the first finds the right
sentence more often, the second takes fewer for right where none is, and the average does both.
None of the questions is one of those that Cuttings is measured with.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.cross_encoder.weights import LEARNT, network, package_folder, packaged_weights

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

# Files of pairs below the data's folder "judge", and how many of each; where they come from and under which licences
# is told in docs/models.md.
TAUGHT = {
    "squadshifts/new_wiki": 8_000, "nqg-squad-train/sentences": 5_000, "selqa/dev-test": 3_000,
    "qamr/dev-test": 2_500, "qadiscourse/wikinews-wikipedia": 2_000, "qed/dev": 1_000,
}
QUESTIONS = 10                    # a step
RATE, WARM = 4e-4, 40             # of learning at its highest, and the steps until then; it falls to a twentieth
RANK, SCALE = 16, 2.0             # of the changes
LOWEST = 4                        # layers below it stay as they are
MOST, LONGEST = 7, 128            # sentences of a passage, and tokens of a pair
ALONE = 0.5                       # how much each sentence by itself counts beside the choice among them
WITHOUT, LED_UP = 0.25, 0.3       # passages that lose the right sentence; sentences that come with the one before
HEADLINE = 12                     # words of the first sentence that stand above all others of a passage
SEED = 5

_NAME_OR_FIGURE = re.compile(r"\b(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|\d[\d,.]*\d|\d)\b")


class Lesson(NamedTuple):
    """A question with sentences, and which of them answer it: none, one or more."""

    question: str
    sentences: list[str]
    right: list[bool]


class Round(NamedTuple):
    """How it is taught once."""

    steps: int
    headed: float       # share of passages that have the beginning of the first sentence above all
    otherwise: float    # of questions that ask for another year, figure or name than the sentence tells of


ROUNDS = (Round(800, 0.0, 0.0), Round(2_100, 0.4, 0.3))


def measure(
    data: Path, tell: Callable[[str], None], rounds: Sequence[Round] = ROUNDS, target: Path = LEARNT
) -> None:
    """Learn in each of the rounds, and write the average of what was learnt."""
    from safetensors.numpy import save_file

    save_file(averaged([_learnt(data, tell, each) for each in rounds]), target)


def averaged(learnt: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One set of changes whose product is the mean of the products of all: their factors beside each other."""
    import numpy as np

    def of(name: str) -> Any:  # noqa: ANN401
        parts = [each[name] for each in learnt]
        if name.endswith(".a"):
            return np.concatenate(parts)
        return np.concatenate(parts, axis=1) / len(parts) if name.endswith(".b") else sum(parts) / len(parts)

    return {name: of(name).astype("float16") for name in learnt[0]}


def _learnt(data: Path, tell: Callable[[str], None], taught: Round) -> dict[str, Any]:
    """What is learnt in a round."""
    import torch
    from tokenizers import Tokenizer

    random.seed(SEED)
    torch.manual_seed(SEED)
    folder = package_folder()
    model, changes = changeable(network(packaged_weights(folder / "model.onnx")))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    lessons = shuffled(data / "judge", taught)
    learnt = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    for step in range(taught.steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM) * (1 - 0.95 * step / taught.steps)
        loss = _loss(model, tokenizer, [next(lessons) for _ in range(QUESTIONS)])
        optimizer.zero_grad()
        loss.backward()      # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        if step % 20 == 0:
            tell(f"step {step:,} of {taught.steps:,}, loss {float(loss.detach()):.3f}")
    return _written(model, changes)


def changeable(model: Any) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401  (torch is imported where it is used)
    """The network with changes of low rank in its upper layers, and those by the name of what they change."""
    import torch

    class Changed(torch.nn.Module):
        def __init__(self, product: Any) -> None:  # noqa: ANN401
            super().__init__()
            self.product = product
            self.a = torch.nn.Parameter(torch.randn(RANK, product.in_features) / math.sqrt(product.in_features))
            self.b = torch.nn.Parameter(torch.zeros(product.out_features, RANK))

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            linear = torch.nn.functional.linear
            made: torch.Tensor = self.product(given) + SCALE * linear(linear(given, self.a), self.b)
            return made

    for each in model.parameters():
        each.requires_grad_(False)
    changes = {}
    for name, module in list(model.named_modules()):
        upper = name.startswith("bert.encoder.layer.") and int(name.split(".")[3]) >= LOWEST
        if isinstance(module, torch.nn.Linear) and (upper or name == "bert.pooler.dense"):
            parent, _, own = name.rpartition(".")
            changes[name] = Changed(module)
            setattr(model.get_submodule(parent), own, changes[name])
    for each in model.classifier.parameters():
        each.requires_grad_(True)
    return model, changes


def shuffled(folder: Path, taught: Round) -> Iterator[Lesson]:
    """Lessons in a random order, over and over; a sentence sometimes with the one before, a passage sometimes less."""
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
            made = lesson(row, taught.headed)
            yield asking_otherwise(made, others) if random.random() < taught.otherwise else made


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


def _loss(model: Any, tokenizer: Tokenizer, lessons: Sequence[Lesson]) -> torch.Tensor:  # noqa: ANN401
    """How unlikely the right sentence of each is among them and nothing, and ALONE of how wrong each is by itself."""
    import torch

    pairs = [(each.question, sentence) for each in lessons for sentence in each.sentences]
    scores = torch.split(_scores(model, tokenizer, pairs), [len(each.sentences) for each in lessons])
    losses = []
    for each, found in zip(lessons, scores, strict=True):
        right = torch.tensor([*each.right, not any(each.right)])
        odds = torch.cat([found, torch.zeros(1)])
        apart = torch.nn.functional.binary_cross_entropy_with_logits(found, right[:-1].float())
        losses.append(odds.logsumexp(0) - odds[right].logsumexp(0) + ALONE * apart)
    return torch.stack(losses).mean()


def _scores(model: Any, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:  # noqa: ANN401
    """The model's figure for each pair, in their order; the longest third is read apart, so that little is padding."""
    import torch

    order = sorted(range(len(pairs)), key=lambda row: len(pairs[row][0]) + len(pairs[row][1]))
    cut = 2 * len(order) // 3
    parts = []
    for rows in (order[:cut], order[cut:]):
        read = tokenizer.encode_batch([pairs[row] for row in rows])
        ids, mask, second = (torch.tensor([getattr(each, name) for each in read])
                             for name in ("ids", "attention_mask", "type_ids"))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = model(input_ids=ids, attention_mask=mask, token_type_ids=second)
        parts.append(found.logits[:, 0].float())
    return torch.cat(parts)[torch.argsort(torch.tensor(order))]


def _written(model: Any, changes: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """What was learnt, by name: for each change its two factors, and the head as it is now."""
    factors = {f"{name}.{part}": weight * getattr(each, part).detach().numpy()
               for name, each in changes.items() for part, weight in (("a", 1.0), ("b", SCALE))}
    head = {f"classifier.{name}": each.detach().numpy() for name, each in model.classifier.named_parameters()}
    return factors | head
