"""``python -m toimi.identity_provider FILE``: prints its address, then answers until it is stopped."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from toimi.identity_provider.accounts import read_accounts
from toimi.identity_provider.tokens import ALGORITHMS, Signer, new_keys
from toimi.identity_provider.web import Handler, Provider, server


def main() -> None:
    """Start; the flags stand for the whole run, so that what the office meets is a provider and not a puppet."""
    parser = argparse.ArgumentParser(prog="python -m toimi.identity_provider", description=__doc__)
    parser.add_argument("accounts", type=Path, help="JSON: systems, pages, officials")
    parser.add_argument("--port", type=int, default=0, help="0 is any that is free")
    parser.add_argument("--audience", default="toimi", help="whom the tokens are for")
    parser.add_argument("--algorithm", choices=ALGORITHMS, default="RS256")
    parser.add_argument("--lifetime", type=int, default=300, help="seconds; a negative number gives expired tokens")
    said = parser.parse_args()
    web = server(said.port)
    address = f"http://127.0.0.1:{web.server_port}"
    signer = Signer(address, said.audience, said.algorithm, said.lifetime, new_keys())
    Handler.provider = Provider(read_accounts(said.accounts), signer)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    web.serve_forever()


if __name__ == "__main__":
    main()
