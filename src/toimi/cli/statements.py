"""``toimi statements``: what is given automatically and how that is watched; proposals for another system."""

from __future__ import annotations

import click

from toimi.cli.statements_commission import approve, commission, withdraw
from toimi.cli.statements_propose import propose
from toimi.cli.statements_scope import samples, scope


@click.group()
def command() -> None:
    """Statements: what is given automatically, under which decision; samples; proposals for export."""


for one in (commission, approve, withdraw, scope, samples, propose):
    command.add_command(one)
