"""What stands in the way of the office, as data: a code and values, told by the commands in the reader's language.

No problem holds an address: there may be a password in it.
"""

from __future__ import annotations


class Problem(RuntimeError):
    """Why the office cannot run here.

    Attributes:
        code: its name among the texts of the commands (``problems`` in ``cli/texts/office.toml``).
        values: what its text is filled with.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """For a log and who reads code: ``web_is_unbound (tables: office_auditrow)``."""
        named = ", ".join(f"{name}: {value}" for name, value in self.values.items())
        return f"{self.code} ({named})" if named else self.code


class InstanceError(Problem):
    """The folder, the port or the database cannot be had."""


class PostgresError(Problem):
    """The embedded server cannot be had."""


class ProcessError(Problem):
    """A process of the office ended by itself, or never got ready."""


class BadAddress(Problem):
    """The address of a database cannot be read, or is not the one that it must be."""


class WebRoleError(Problem):
    """The web cannot log in as the role that row security binds."""
