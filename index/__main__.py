"""`python -m index`: the command line of the archive."""

from index.cli.commands import cli

if __name__ == "__main__":
    cli(prog_name="python -m index")
