"""What commands share in which an official acts: who it is, in which role and where."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toimi.cli.cases import BadInput

if TYPE_CHECKING:
    from toimi.office.actors import Actor

F = TypeVar("F", bound=Callable[..., Any])


def as_official(command: F) -> F:
    """The options that say who acts."""
    for option in (
        click.option("--organisation", required=True, help="The code of the organisation for which the official acts."),
        click.option("--role", required=True, help="The role in which the official acts."),
        click.option("--official", type=click.UUID, required=True, help="Who acts: the id that toimi assign printed."),
    ):
        command = option(command)
    return command


def actor_of(official: uuid.UUID, role: str, organisation: str, reason: str, lang: str) -> Actor:
    """The official, if the role is theirs today.

    Raises:
        BadInput: if not.
    """
    from toimi.office.actors import HELSINKI, Reason, actor  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.officials import Role  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.problems import PROBLEMS, Refused  # noqa: PLC0415  (its tables need the settings)

    if role not in list(Role):
        raise BadInput(PROBLEMS["unknown_role"][lang])
    try:
        return actor(official, Role(role), organisation, at=datetime.now(HELSINKI), reason=Reason(reason))
    except Refused as refused:
        raise BadInput(refused.says(lang)) from None
