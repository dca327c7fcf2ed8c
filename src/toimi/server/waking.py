"""What wakes the worker before its minute is over: a notification of PostgreSQL, sent with the commit of what waits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress

import psycopg
from psycopg import sql


class Listener:
    """Listens on a connection of its own; without the database it sleeps instead, and listens again when it is back.

    Args:
        url: of the database.
        channels: names of notifications.
    """

    def __init__(self, url: str, channels: Sequence[str]) -> None:
        self._url, self._channels = url, channels
        self._connection: psycopg.Connection | None = None

    def heard(self, seconds: float) -> set[str]:
        """Wait for notifications: the channels on which one came; none after so many seconds."""
        try:
            connection = self._connection or self._connect()
            return {one.channel for one in connection.notifies(timeout=seconds, stop_after=1)}
        except psycopg.OperationalError:
            self.close()
            time.sleep(seconds)
            return set()

    def _connect(self) -> psycopg.Connection:
        self._connection = psycopg.connect(self._url, autocommit=True)
        for channel in self._channels:
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        return self._connection

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
