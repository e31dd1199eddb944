"""What the layout promises: which way imports go, what the packages offer, how large rooms and files may be."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import corpus
import index

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "bot")      # each imports only itself and those before it
FILES = sorted([*(path for name in PACKAGES for path in (ROOT / name).rglob("*.py")), ROOT / "app.py"])
MODULES = [path for path in FILES if path.name != "__main__.py"]     # a program brings together, as app.py does
ROOMS = sorted({path.parent for path in FILES} - {ROOT})

# Modules at the top of a package that its rooms import, too: types, each with a row of its own below.
TYPES = ("bot.answer",)

# The rooms beside itself that a room may import. A package's name stands for the other modules at its top.
MAY_IMPORT = {
    "corpus": "corpus.pages corpus.readers corpus.record corpus.text corpus.types",
    "corpus.pages": "corpus.readers corpus.types",
    "corpus.readers": "corpus.readers.agencies corpus.readers.documents corpus.record corpus.text corpus.types",
    "corpus.readers.agencies": "corpus.record corpus.text corpus.types",
    "corpus.readers.documents": "corpus.record corpus.text corpus.types",
    "corpus.record": "corpus.text corpus.types",
    "corpus.text": "corpus.types",
    "corpus.types": "",
    "corpus.web": "corpus corpus.pages corpus.readers corpus.record corpus.text corpus.types",
    "index": "index.archive index.ingest index.model index.search index.store index.types",
    "index.archive": "corpus index.milvus index.model index.search index.store index.types",
    "index.cli": "corpus corpus.web index.archive index.ingest index.milvus index.model index.store index.types",
    "index.cross_encoder": "corpus index.model index.types",
    "index.ingest": "corpus corpus.readers corpus.record corpus.web index.archive index.model index.store",
    "index.milvus": "corpus index.model index.search index.store index.types",
    "index.model": "corpus index.types",
    "index.search": "corpus corpus.text index.model index.store index.types",
    "index.store": "corpus corpus.record corpus.text index.model index.types",
    "index.types": "corpus corpus.text",
    "bot": "corpus index index.archive index.model index.search bot.answer bot.generate bot.languages bot.quote "
           "bot.quote.reports bot.quote.suggest bot.records bot.retriever bot.understand bot.understand.grammar "
           "bot.understand.languages bot.understand.talk",
    "bot.answer": "corpus corpus.types index bot.languages",
    "bot.cli": "corpus index index.cli index.ingest index.store index.types bot bot.answer bot.newsroom bot.quote "
               "bot.records bot.understand bot.web.access bot.web.http bot.web.mcp bot.web.service",
    "bot.frameworks": "corpus index bot bot.answer bot.newsroom bot.retriever",
    "bot.generate": "corpus corpus.types index index.model bot.answer bot.languages bot.languages.en bot.quote "
                    "bot.quote.premises bot.retriever bot.understand bot.understand.talk bot.understand.thread "
                    "bot.verify bot.verify.prose",
    "bot.understand.grammar": "corpus index.archive bot.languages.en bot.languages.en.grammar",
    "bot.languages": "bot.languages.en.readers",
    "bot.languages.de": "bot.languages",
    "bot.languages.es": "bot.languages",
    "bot.languages.fr": "bot.languages",
    "bot.languages.en": "index.model",
    "bot.languages.en.grammar": "",
    "bot.languages.en.readers": "",
    "bot.newsroom": "corpus corpus.text index index.model index.types bot bot.answer bot.understand.grammar "
                    "bot.languages bot.languages.en bot.languages.en.grammar bot.quote bot.records bot.understand "
                    "bot.understand.thread bot.verify bot.verify.claims",
    "bot.retriever": "index index.model bot.answer bot.understand bot.understand.languages",
    "bot.quote": "corpus corpus.text corpus.types index index.cross_encoder index.model index.search bot.answer "
                 "bot.languages bot.languages.en bot.quote.beside bot.quote.facts bot.quote.premises "
                 "bot.quote.reports bot.quote.several bot.quote.wanted bot.retriever bot.understand "
                 "bot.understand.grammar bot.understand.languages bot.understand.thread bot.verify",
    "bot.quote.beside": "corpus corpus.text bot.languages bot.languages.en",
    "bot.quote.premises": "index corpus bot.answer bot.languages.en bot.languages.en.grammar bot.quote "
                          "bot.quote.reports bot.retriever bot.understand bot.understand.grammar bot.verify "
                          "bot.verify.claims bot.verify.prose",
    "bot.quote.facts": "corpus index index.model index.search bot.understand.grammar bot.quote bot.quote.beside "
                       "bot.quote.several bot.understand.languages bot.verify",
    "bot.quote.several": "bot.languages bot.languages.en",
    "bot.quote.suggest": "corpus index index.model bot.answer bot.languages bot.languages.en bot.retriever "
                         "bot.understand bot.understand.grammar bot.understand.talk bot.understand.thread bot.verify",
    "bot.quote.reports": "corpus index bot.answer bot.languages bot.languages.en bot.quote bot.quote.beside "
                         "bot.understand bot.understand.grammar bot.understand.thread bot.verify",
    "bot.quote.wanted": "bot.understand.grammar bot.languages bot.languages.en bot.understand bot.understand.thread",
    "bot.records": "corpus index index.archive index.model index.store bot.answer bot.languages.en.grammar",
    "bot.understand": "bot.understand.grammar corpus.text index index.search bot.answer bot.languages bot.languages.en "
                      "bot.languages.en.readers bot.understand.talk bot.understand.thread",
    "bot.understand.languages": "index index.model bot.answer bot.languages bot.languages.de bot.languages.en "
                                "bot.languages.es bot.languages.fr bot.understand bot.understand.talk",
    "bot.understand.talk": "bot.answer bot.understand.grammar bot.languages bot.languages.en bot.languages.en.readers "
                           "bot.understand.thread",
    "bot.understand.thread": "bot.understand.grammar bot.languages bot.languages.en bot.languages.en.readers",
    "bot.verify": "index bot.understand.grammar bot.languages bot.languages.en bot.languages.en.grammar",
    "bot.verify.claims": "index index.model bot.understand.grammar bot.languages bot.languages.en "
                         "bot.languages.en.grammar bot.verify",
    "bot.verify.prose": "bot.understand.grammar bot.languages.en bot.languages.en.grammar bot.verify bot.verify.claims",
    "bot.web": "corpus bot bot.records bot.web.access bot.web.api bot.web.http bot.web.mcp "
               "bot.web.newsroom bot.web.nlweb bot.web.page bot.web.service",
    "bot.web.access": "corpus bot.web.http bot.web.page bot.web.service",
    "bot.web.api": "corpus corpus.text index index.ingest index.model bot.answer bot.languages.en bot.newsroom "
                   "bot.quote bot.records bot.retriever bot.understand bot.understand.thread bot.web.http "
                   "bot.web.service",
    "bot.web.http": "corpus corpus.types bot.answer",
    "bot.web.page": "corpus corpus.text index index.ingest index.model index.search index.store bot.answer "
                    "bot.languages bot.languages.en bot.quote bot.quote.suggest bot.understand bot.web.api "
                    "bot.web.http bot.web.service",
    "bot.web.mcp": "corpus index bot.answer bot.newsroom bot.web.api bot.web.http bot.web.service",
    "bot.web.nlweb": "corpus index bot.answer bot.newsroom bot.web.api bot.web.http bot.web.mcp bot.web.service",
    "bot.web.newsroom": "corpus index bot.newsroom bot.quote bot.records bot.web.access bot.web.api bot.web.http "
                        "bot.web.page bot.web.service",
    "bot.web.service": "corpus index bot bot.answer bot.records bot.web.http",
    "bot.web.workers": "corpus index index.model bot bot.answer bot.generate bot.quote bot.quote.suggest "
                       "bot.web.http bot.web.service",
}

PUBLIC = {
    bot: "Answer Bot Citation Scope Turn",
    index: "DEFAULT_MODEL Added Archive ArchiveInfo Built Closeness Contrast Embedder Figures Hit Holding "
           "IngestOptions Match Near Outline Passage Printed Readable Recipe Scope Vocabulary build contrasts "
           "load_embedder open_archive sentences",
    corpus: "ArchiveBusy ArchiveDamaged ArchiveError ArchiveFull ArchiveGone ArchiveMismatch ArchiveMissing Article "
            "CuttingsError Fields InputError MissingPackage Notice QuestionError RecordError Report ScopeError "
            "SourceError article_id read",
}

# These may only shrink: lines of the modules above 400, parameters of functions above 8 (commands have one an option),
# public methods of classes above 20, and names of classes that stand in more than one module.
LONG_MODULES: tuple[tuple[str, int], ...] = ()
LONG_SIGNATURES = (
    ("app.py: serve", 34), ("bot/cli/ask.py: ask", 9), ("bot/cli/evaluate.py: evaluate", 10),
    ("index/cli/build.py: build", 15), ("index/cli/look.py: search", 12),
)
WIDE_CLASSES: tuple[tuple[str, int], ...] = ()
ON_THE_WAY_DOWN = ("bot.quote",)     # rooms that still go in a circle with the rooms inside of them
SHARED_CLASS_NAMES: tuple[tuple[str, int], ...] = ()
# Of a language's words: how many a tuple, a set or a split text may have outside of that language's room, and the
# modules that have more.
WORDS = 8
WORD_LISTS = (
    ("bot/generate/streaming.py", 13),      # what providers of models say when a text was cut short
)

# Words that say nothing as a name of a function, a class, a parameter, an attribute or a variable.
VAGUE = frozenset("told said heard held whole surely leans".split())


def test_imports_go_one_way() -> None:
    """The order is corpus <- index <- bot <- app.py."""
    order = (*PACKAGES, "app")
    upward = [f"{_name(path)} imports {module}" for path in MODULES for module in _imports(path)
              if order.index(module.split(".")[0]) > order.index(_dotted(path).split(".")[0])]
    assert upward == []


def test_every_room_says_which_rooms_it_may_import() -> None:
    assert sorted(MAY_IMPORT) == sorted([*(_dotted(room) for room in ROOMS), *TYPES])


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_rooms_that_it_may(room: str) -> None:
    allowed = {*MAY_IMPORT[room].split(), room}
    strayed = [f"{_name(path)} imports {module}" for path in MODULES if _home(path) == room for module in _imports(path)
               if _room(module) not in allowed]
    assert strayed == []


def test_no_rooms_import_each_other_in_a_circle() -> None:
    reach = {room: _reach(room) for room in MAY_IMPORT}
    circles = [(one, other) for one in reach for other in reach[one]
               if one in reach[other] and not (one.startswith(ON_THE_WAY_DOWN) and other.startswith(ON_THE_WAY_DOWN))]
    assert circles == []


def test_the_packages_offer_these_names_and_no_others() -> None:
    for package, names in PUBLIC.items():
        assert sorted(package.__all__) == sorted(names.split())
        assert all(hasattr(package, name) for name in names.split())


def test_no_room_has_more_than_sixteen_modules() -> None:
    sizes = {_name(room): sum(path.name != "__init__.py" for path in room.glob("*.py")) for room in ROOMS}
    assert {room: size for room, size in sizes.items() if size > 16} == {}


@pytest.mark.parametrize("package", ["bot", "index"])
def test_the_top_of_a_package_is_read_at_a_glance(package: str) -> None:
    entries = [path.name for path in (ROOT / package).iterdir() if not path.name.startswith("__")]
    assert len(entries) <= 15, sorted(entries)      # py.typed is one of them


def test_no_function_has_a_body_above_forty_lines() -> None:
    long = [f"{_name(path)}: {node.name}" for path in FILES for node in ast.walk(_parsed(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > 40]
    assert long == []


def test_no_function_has_more_than_eight_parameters_but_those_on_the_way_down() -> None:
    most = dict(LONG_SIGNATURES)
    counts = {f"{_name(path)}: {node.name}": _parameters(node) for path in FILES for node in ast.walk(_parsed(path))
              if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert {name: count for name, count in counts.items() if count > most.get(name, 8)} == {}


def test_no_class_has_more_than_twenty_public_methods_but_those_on_the_way_down() -> None:
    most = dict(WIDE_CLASSES)
    counts = {f"{_name(path)}: {node.name}": _public_methods(node) for path in FILES for node in ast.walk(_parsed(path))
              if isinstance(node, ast.ClassDef)}
    assert {name: count for name, count in counts.items() if count > most.get(name, 20)} == {}


def test_no_module_is_above_four_hundred_lines_but_those_on_the_way_down() -> None:
    most = dict(LONG_MODULES)
    sizes = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > most.get(name, 400)} == {}


def test_every_room_says_what_comes_in_what_goes_out_and_what_it_may_import() -> None:
    silent = [_name(room) for room in ROOMS if room.parent != ROOT
              if not all(f"\n{line}: " in (ast.get_docstring(_parsed(room / "__init__.py")) or "")
                         for line in ("In", "Out", "May import"))]
    assert silent == []


def test_a_class_has_its_name_for_itself() -> None:
    names = Counter(node.name for path in FILES for node in ast.walk(_parsed(path)) if isinstance(node, ast.ClassDef))
    most = dict(SHARED_CLASS_NAMES)
    assert {name: count for name, count in names.items() if count > most.get(name, 1)} == {}


def test_names_say_what_they_name() -> None:
    rooms = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    named = [(path, name) for path in [*rooms, ROOT / "app.py"]
             for node in ast.walk(_parsed(path)) for name in _names_in(node)]
    assert [f"{_name(path)}: {name}" for path, name in named if VAGUE & set(name.casefold().split("_"))] == []


def test_public_functions_of_arrays_name_their_shapes() -> None:
    """Such as (n,) or (n, dimensions)."""
    described = [(path, node, doc) for path in (ROOT / "index").rglob("*.py") for node in ast.walk(_parsed(path))
                 if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _takes_or_gives_arrays(node)
                 and (doc := ast.get_docstring(node))]
    silent = [f"{_name(path)}: {node.name}" for path, node, doc in described if not re.search(r"\(\w+,( \w+)*\)", doc)]
    assert len(described) > 30
    assert silent == []


def test_the_words_of_a_language_stand_in_its_room() -> None:
    most = dict(WORD_LISTS)
    outside = [path for path in (ROOT / "bot").rglob("*.py") if not _name(path).startswith("bot/languages/")]
    longest = {_name(path): max((_words(node) for node in ast.walk(_parsed(path))), default=0) for path in outside}
    assert {name: count for name, count in longest.items() if count > most.get(name, WORDS)} == {}


def test_every_path_that_the_architecture_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:(?:bot|corpus|index|tests|docs)/[\w./]*|app\.py)", page))
    assert len(named) > 25
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _is_package(module: str) -> bool:
    return (ROOT / module.replace(".", "/")).is_dir()


def _room(module: str) -> str:
    """The room of a module; a room that is imported by its own name is that room, as is a module of types."""
    return module if _is_package(module) or module in TYPES else module.rpartition(".")[0]


def _home(path: Path) -> str:
    """The room that a file stands in; a module of types is its own."""
    return _dotted(path) if _dotted(path) in TYPES else _dotted(path).rpartition(".")[0]


def _imports(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports anywhere in it."""
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_ours(alias.name))
        if isinstance(node, ast.ImportFrom) and _is_ours(node.module or ""):
            yield from (_imported(node.module or "", alias.name) for alias in node.names)


def _is_ours(module: str) -> bool:
    return module.split(".")[0] in (*PACKAGES, "app")


def _imported(module: str, name: str) -> str:
    """A module imported out of a room is that module; any other name is the room's."""
    inner = ROOT / module.replace(".", "/") / name
    return f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module


def _reach(room: str) -> set[str]:
    reached: set[str] = set()
    ahead = [room]
    while ahead:
        new = set(MAY_IMPORT[ahead.pop()].split()) - reached
        reached |= new
        ahead += new
    return reached


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many, without the object that a method belongs to."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return sum(each.arg not in ("self", "cls") for each in every)


def _takes_or_gives_arrays(function: ast.FunctionDef) -> bool:
    annotations = [function.returns, *(each.annotation for each in [*function.args.args, *function.args.kwonlyargs])]
    return any(isinstance(node, ast.Name) and node.id in ("Array", "Ids", "NDArray", "Offsets")
               for each in annotations if each for node in ast.walk(each))


def _public_methods(owner: ast.ClassDef) -> int:
    return sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("_")
               for each in owner.body)


def _names_in(node: ast.AST) -> Iterator[str]:
    """The name that a part of a module gives to something."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg) or (isinstance(node, ast.keyword) and node.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr
    elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name


def _words(node: ast.AST) -> int:
    """How many small English words a literal collection has, or a text that is split into them."""
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        texts = [each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Constant) and node.attr in (
        "split", "splitlines"
    ):
        texts = str(node.value.value).split()
    else:
        return 0
    return sum(re.fullmatch(r"[a-z][a-z'’ -]*", text) is not None for text in texts)


@functools.cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
