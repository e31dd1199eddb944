"""What the product's source may not hold: ways from text to code, unsafe loaders, requirements without an end."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
OURS = sorted([*(path for name in ("bot", "corpus", "index") for path in (ROOT / name).rglob("*.py")), ROOT / "app.py"])

UNSAFE_MODULES = {"pickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "code", "codeop"}
UNSAFE_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput",
    "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "pandas.read_pickle", "runpy.run_path",
}
UNSAFE_PREFIXES = ("os.spawn", "os.exec")
# What may be put into SQL by its name: our own constants, names of tables and columns, `?` marks and numbers.
IN_SQL = {
    "bot/records/ledger.py": {"chosen[0]"},
    "index/archive/former.py": {"marks(batch)"},
    "index/store/database.py": {"pragma"},
    "bot/records/redact.py": {"table", "', '.join(columns)", "', '.join((f'{name} = ?' for name in columns))"},
    "index/store/migrations.py": {"APPLICATION_ID", "number", "_STATED", "_ZONED"},
    "index/milvus/truth.py": {"NOT_WITHDRAWN", "_ALWAYS", "marks"},
    "index/store/origins.py": {"_AT_PLACE"},
    "index/store/outline.py": {"column", "most", "where"},
    "index/store/articles.py": {
        "where", "table", "marks(batch)", "marks(row)", "marks(ids)", "', '.join(row)",
        "', '.join((f'{name} = ?' for name in row))",
    },
    "index/store/passages.py": {
        "where", "written", "generation", "by_article", "by_key", "table", "marks(batch)", "', '.join(FILED)",
    },
    "index/store/vectors.py": {"generation", "marks(batch)"},
    "index/store/versions.py": {"table", "marks(batch)", "_DATES"},
    "index/store/stories.py": {"marks"},
}
_SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE [a-z]|DELETE FROM|PRAGMA|ALTER TABLE|a\.\w+ (IN|=|<))|^\s*(UPDATE|DELETE|FROM|WHERE)\b"
)


def unsafe(tree: ast.Module) -> Iterator[str]:
    """Every import and call that lets text or a file become code, or reach a shell."""
    names = _names(tree)
    for node in ast.walk(tree):
        unsafe_names = [name for name in _imported(node) if name.split(".")[0] in UNSAFE_MODULES]
        yield from (f"{getattr(node, 'lineno', 0)}: import {name}" for name in unsafe_names)
        if isinstance(node, ast.Call):
            called, options = _called(node, names), {each.arg: each.value for each in node.keywords}
            if called in UNSAFE_CALLS or called.startswith(UNSAFE_PREFIXES):
                yield f"{node.lineno}: {called}()"
            for option in ("shell", "allow_pickle", "trust_remote_code"):
                if option in options and not _is(options[option], value=False):
                    yield f"{node.lineno}: {called}({option}=...)"
            if called == "torch.load" and not _is(options.get("weights_only"), value=True):
                yield f"{node.lineno}: torch.load() without weights_only"


def _imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_text_never_becomes_code_and_reaches_no_shell() -> None:
    found = [f"{path.relative_to(ROOT)}:{each}" for path in OURS for each in unsafe(_parsed(path))]
    assert found == []


def test_objects_cross_between_processes_in_one_room_alone() -> None:
    """Its pipes pickle: see docs/decisions/answers-cross-between-processes-as-objects.md."""
    crossing = [path.relative_to(ROOT).as_posix() for path in OURS for node in ast.walk(_parsed(path))
                for name in _imported(node) if name.split(".")[0] == "multiprocessing"]
    assert {name.rpartition("/")[0] for name in crossing} == {"bot/web/workers"}


@pytest.mark.parametrize("line", [
    "import pickle", "from joblib import load", "eval('1')", "compile('1', '', 'eval')", "import os; os.system('ls')",
    "from os import popen as p; p('ls')", "import subprocess as s; s.run('ls', shell=True)",
    "import subprocess; subprocess.Popen('ls', shell=wanted)", "import numpy as np; np.load('a', allow_pickle=True)",
    "import torch; torch.load('a')", "import torch; torch.load('a', weights_only=False)",
    "AutoModel.from_pretrained('a', trust_remote_code=True)", "import builtins; builtins.exec('1')",
])
def test_each_of_these_is_noticed(line: str) -> None:
    assert list(unsafe(ast.parse(line)))


@pytest.mark.parametrize("line", [
    "# eval('1')", "'import pickle'", "import re; re.compile('a')", "model.eval()",
    "import subprocess; subprocess.run([])", "import torch; torch.load('a', weights_only=True)",
    "import numpy as np; np.load('a', allow_pickle=False)",
])
def test_none_of_these_is(line: str) -> None:
    assert list(unsafe(ast.parse(line))) == []


def test_only_names_that_were_looked_at_are_put_into_sql() -> None:
    """A value goes in as a parameter; whoever adds a name here has looked at where it comes from."""
    found: dict[str, set[str]] = {}
    for path in OURS:
        for node in ast.walk(_parsed(path)):
            if names := _put_into_sql(node):
                found.setdefault(str(path.relative_to(ROOT)), set()).update(names)
    assert found == IN_SQL


def test_nothing_is_imported_from_a_main() -> None:
    """What starts a command holds nothing of its own that others could want."""
    imported = [f"{path.relative_to(ROOT)}: {name}" for path in OURS for name in _names(_parsed(path)).values()
                if ".__main__" in name]
    assert imported == []


def test_bandit_agrees() -> None:
    looked = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-f", "json", "-c", "pyproject.toml", "-r", "bot", "corpus", "index",
         "app.py"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )
    told = json.loads(looked.stdout)
    assert told["errors"] == []
    worse = [each for each in told["results"] if each["issue_severity"] != "LOW"]
    assert [f"{each['filename']}:{each['line_number']} {each['test_id']} {each['issue_text']}" for each in worse] == []
    assert told["metrics"]["_totals"]["loc"] > 5_000      # it did read them


def test_every_requirement_has_an_end() -> None:
    """Of each dependency the versions that were tried, not whatever comes."""
    files = sorted(ROOT.glob("requirements*.txt"))
    lines = [(file.name, line) for file in files for each in file.read_text(encoding="utf-8").splitlines()
             if (line := each.split("#")[0].strip()) and not line.startswith("-r ")]
    assert len(lines) > 20
    endless = [f"{name}: {line}" for name, line in lines
               if not {each.operator for each in Requirement(line).specifier} & {"==", "<", "<=", "~="}]
    assert endless == []


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _names(tree: ast.Module) -> dict[str, str]:
    """The full name by the name in the file, of whatever is imported anywhere in it."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update({alias.asname: alias.name for alias in node.names if alias.asname})
        if isinstance(node, ast.ImportFrom):
            names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return names


def _called(call: ast.Call, names: dict[str, str]) -> str:
    first, _, rest = ast.unparse(call.func).partition(".")
    return f"{names.get(first, first)}{'.' if rest else ''}{rest}".removeprefix("builtins.")


def _is(node: ast.expr | None, *, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _put_into_sql(node: ast.AST) -> set[str]:
    """The expressions that a text of SQL is put together from, in whatever way."""
    if isinstance(node, ast.JoinedStr):
        words = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return {ast.unparse(part) for part in parts} if _SQL.search(words) else set()
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod) and _is_sql(node.left):
        return {ast.unparse(node.right)}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "replace"):
        return {ast.unparse(part) for part in node.args} if _is_sql(node.func.value) else set()
    return set()


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SQL.search(node.value))
