"""Passwords as they are kept."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.cli.password import cli
from bot.web.access.passwords import accounts, hashed
from corpus import InputError

RIGHT = "correct horse battery"


def test_a_password_is_known_by_its_hash_and_no_other_is() -> None:
    kept = hashed(RIGHT)
    assert kept.matches(RIGHT) and not kept.matches(RIGHT + "!") and not kept.matches("")
    assert str(hashed(RIGHT)) != str(kept) and RIGHT not in str(kept)


def test_what_the_command_prints_is_an_account() -> None:
    result = CliRunner().invoke(cli, ["desk"], input=f"{RIGHT}\n")
    (line,) = result.output.splitlines()
    assert accounts([line])["desk"].matches(RIGHT)
    assert set(line) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-_")


@pytest.mark.parametrize(("user", "typed"), [("desk", "short"), ("de:sk", RIGHT), ("", RIGHT), ("desk", "x" * 1_001)])
def test_what_can_be_no_account_is_refused_in_one_sentence(user: str, typed: str) -> None:
    result = CliRunner().invoke(cli, [user], input=f"{typed}\n")
    assert result.exit_code == 2 and result.output.count("\n") == 1 and typed not in result.output


@pytest.mark.parametrize(
    "line",
    [
        "", "desk", "desk:", "desk:secret password", ":scrypt.32768.8.3.AAAA.AAAA", "desk:scrypt.32768.8.3.AAAA.AAAA",
        "desk:scrypt.1099511627776.8.3.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "desk:scrypt.32768.8.-1.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "desk:bcrypt.32768.8.3.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_a_line_that_is_no_account_is_refused_at_the_start(line: str) -> None:
    with pytest.raises(InputError, match="python -m bot password"):
        accounts([line])


def test_one_name_has_one_account() -> None:
    with pytest.raises(InputError, match="twice"):
        accounts([f"desk:{hashed(RIGHT)}", f"desk:{hashed(RIGHT)}"])
