"""Teach the cross-encoder which sentence answers, from people's questions and from news written for it (lessons.py).

`python -m benchmarks train` writes index/cross_encoder/answers.safetensors: changes of low rank to the upper layers of
ms-marco-MiniLM-L-12-v2 and its head. Each question comes with the sentences of a passage, or with those of one that
doesn't answer; what is learnt is to put the right sentence above the others and above nought, and all others below it.
A quarter of the passages lose their right sentence: then none of those left, though on the same subject, answers. And
of some questions a year, figure or name is exchanged that the right sentence shares: then it answers something else.
It is learnt twice from the beginning, once without those, and what was learnt is averaged: the first finds the right
sentence more often, the second takes fewer for right where none is, and the average does both. On top of that news is
learnt, with questions in other words than the sentence that answers them.
None of the questions is one of those that Cuttings is measured with.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.lessons import Lesson, shuffled, stories, story_lessons
from index.cross_encoder.weights import LEARNT, learnt_weights, network, package_folder, packaged_weights

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

QUESTIONS = 10                    # a step
RATE, WARM = 4e-4, 40             # of learning at its highest, and the steps until then; it falls to a twentieth
RANK, SCALE = 16, 2.0             # of the changes
LOWEST = 4                        # layers below it stay as they are
LONGEST = 128                     # tokens of a pair
ALONE = 0.5                       # how much each sentence by itself counts beside the choice among them
SEED = 5


class Round(NamedTuple):
    """How it is taught once."""

    steps: int
    headed: float       # share of passages that have the beginning of the first sentence above all
    otherwise: float    # of questions that ask for another year, figure or name than the sentence tells of
    stories: int = 0    # of a step's questions
    rate: float = RATE  # of learning at its highest


ROUNDS = (Round(800, 0.0, 0.0), Round(2_100, 0.4, 0.3))
NEWS = Round(800, 0.4, 0.3, stories=6, rate=2e-4)


def measure(data: Path, tell: Callable[[str], None], target: Path = LEARNT, start: Path | None = None) -> None:
    """Learn in each of the ROUNDS, or take what `start` holds for their average, and write it with NEWS on top."""
    from safetensors.numpy import load_file, save_file

    learnt = load_file(start) if start else averaged([_learnt(data, tell, each) for each in ROUNDS])
    save_file(added(learnt, _learnt(data, tell, NEWS, learnt)), target)


def averaged(learnt: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One set of changes whose product is the mean of the products of all: their factors beside each other."""
    import numpy as np

    def of(name: str) -> Any:  # noqa: ANN401
        parts = [each[name] for each in learnt]
        if name.endswith(".a"):
            return np.concatenate(parts)
        return np.concatenate(parts, axis=1) / len(parts) if name.endswith(".b") else sum(parts) / len(parts)

    return {name: of(name).astype("float16") for name in learnt[0]}


def added(learnt: dict[str, Any], further: dict[str, Any]) -> dict[str, Any]:
    """One set of changes that does what both do: their factors beside each other; the head is that of the second."""
    import numpy as np

    both = {name: np.concatenate([values, further[name]], axis=int(name.endswith(".b"))).astype("float16")
            for name, values in learnt.items() if name.endswith((".a", ".b"))}
    return both | {name: values.astype("float16") for name, values in further.items() if name not in both}


def _learnt(
    data: Path, tell: Callable[[str], None], taught: Round, before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What is learnt in a round, on top of what was learnt before."""
    import torch
    from tokenizers import Tokenizer

    random.seed(SEED)
    torch.manual_seed(SEED)
    folder = package_folder()
    weights = packaged_weights(folder / "model.onnx")
    model, changes = changeable(network(learnt_weights(weights, before) if before else weights))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    lessons = _steps(data, taught)
    learnt = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=taught.rate, weight_decay=0.01)
    for step in range(taught.steps):
        for group in optimizer.param_groups:
            group["lr"] = taught.rate * min(1.0, (step + 1) / WARM) * (1 - 0.95 * step / taught.steps)
        loss = _loss(model, tokenizer, next(lessons))
        optimizer.zero_grad()
        loss.backward()      # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        if step % 20 == 0:
            tell(f"step {step:,} of {taught.steps:,}, loss {float(loss.detach()):.3f}")
    return _written(model, changes)


def _steps(data: Path, taught: Round) -> Iterator[list[Lesson]]:
    """The lessons of each step: so many of stories, the others of passages."""
    told = story_lessons(stories())
    read = shuffled(data / "judge", taught.headed, taught.otherwise)
    while True:
        yield [next(told if row < taught.stories else read) for row in range(QUESTIONS)]


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
