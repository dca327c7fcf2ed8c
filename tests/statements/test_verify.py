"""A statement taken out of the office is checked without it; whatever is changed in it is found."""

from __future__ import annotations

import base64
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from joserfc.jwk import OKPKey
from tests.statements.offices import LAID_OFF, STILL_AT_WORK, claimed, client, commissioned, machine

from toimi.book.book import digest
from toimi.cli import verify
from toimi.law.book import BOOK
from toimi.statements.exporting import export
from toimi.statements.models import Statement
from toimi.statements.recomputing import Outcome, recompute
from toimi.statements.running import run
from toimi.statements.signing import public_key, sign

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def exported() -> dict[str, Any]:
    """The statement on a laid-off client, as plain data that went through a file."""
    commissioned()
    claimed(client(*LAID_OFF))
    run(who=machine())
    return dict(json.loads(json.dumps(export(Statement.objects.get().number))))


ACTED = {
    "id": None, "number": "2024/999", "act": "corrected", "because": "x", "commissioning_id": None,
    "official": "00000000-0000-0000-0000-000000000001",
}  # fmt: skip
KEY, SIGNATURE, FACTS, BOOK_AS_ASKED, ANSWER = verify.BROKEN.values()


def said_of(given: dict[str, Any], folder: Path, *options: str) -> tuple[int, str]:
    file = folder / "statement.json"
    file.write_text(json.dumps(given), "utf-8")
    done = CliRunner().invoke(verify.command, [str(file), "--lang", "en", *options])
    return done.exit_code, done.output


def test_what_the_office_gave_is_whole_and_whatever_is_changed_is_found(
    exported: dict[str, Any], tmp_path: Path
) -> None:
    code, said = said_of(exported, tmp_path)
    assert code == verify.IS_WHOLE
    assert [line[0] for line in said.splitlines()[:5]] == ["✓"] * 5
    assert "2024-03-01 – until further notice: right" in said
    assert OKPKey.import_key(public_key()).thumbprint() in said
    for place, change, *expected in changes(exported):
        changed = copy.deepcopy(exported)
        change(changed)
        code, said = said_of(changed, tmp_path)
        assert code in expected, (place, code, said)
        assert "✗" in said


def changes(exported: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Ways to change it: each letter class of the signature, every part of it, and facts."""
    head, body, signature = exported["statement"].split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = OKPKey.generate_key("Ed25519").as_dict(private=False)

    def signed_part(name: str) -> Any:
        again = {**payload, name: not payload[name] if isinstance(payload[name], bool) else [payload[name], "x"]}
        text = base64.urlsafe_b64encode(json.dumps(again).encode()).rstrip(b"=").decode()
        return lambda given: given.update(statement=f"{head}.{text}.{signature}")

    found = [(f"signed {name}", signed_part(name), SIGNATURE) for name in payload]
    found += [
        ("signature", lambda given: given.update(statement=f"{head}.{body}.{signature[:-4]}AAAA"), SIGNATURE),
        ("no signature", lambda given: given.update(statement=f"{head}.{body}."), SIGNATURE),
        ("text", lambda given: given.update(statement="nothing"), SIGNATURE),
        ("key", lambda given: given.update(key=other), KEY, SIGNATURE),
        ("no key", lambda given: given.update(key={}), KEY, SIGNATURE),
        ("a fact more", lambda given: given["facts"].update(business=[{"id": "b", "from": "2020-01-01"}]), FACTS),
        ("a fact less", lambda given: given["facts"].pop("layoff"), FACTS),
        ("a fact otherwise", lambda given: given["facts"]["layoff"][0].update({"from": "2024-03-02"}), FACTS),
        ("days", lambda given: given["facts"].update(asked_from="2024-02-01"), FACTS),
        ("no facts", lambda given: given.update(facts={}), FACTS),
        *((f"edition {name}", lambda given, name=name: given["edition"].update({name: "2020-01-01"}), BOOK_AS_ASKED)
          for name in exported["edition"]),
        *((f"edition without {name}", lambda given, name=name: given["edition"].pop(name), BOOK_AS_ASKED)
          for name in exported["edition"]),
    ]  # fmt: skip
    return found


def test_a_key_had_from_the_office_is_believed_and_not_the_files_own(exported: dict[str, Any], tmp_path: Path) -> None:
    """Whoever signs a false statement can put the own key beside it: only the office's own proves the issuer."""
    key = tmp_path / "key.json"
    key.write_text(json.dumps(public_key()), "utf-8")
    code, said = said_of(exported, tmp_path, "--key", str(key))
    assert (code, "thumbprint" in said) == (verify.IS_WHOLE, False)
    key.write_text(json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=False)), "utf-8")
    assert said_of(exported, tmp_path, "--key", str(key))[0] == KEY


def test_by_another_book_signature_and_facts_are_checked_and_the_law_cannot_be_asked(
    exported: dict[str, Any], tmp_path: Path
) -> None:
    _, body, _ = exported["statement"].split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=="))
    exported["edition"]["book"] = "0" * 64
    exported["statement"] = sign({**payload, "book": "0" * 64, "edition": digest(exported["edition"])})
    code, said = said_of(exported, tmp_path)
    assert code == verify.CANNOT_TELL
    assert "not possible with this book" in said
    assert [line[0] for line in said.splitlines()[:5]] == ["✓"] * 4 + ["?"]
    exported["facts"]["layoff"] = []
    assert said_of(exported, tmp_path)[0] == FACTS


def test_a_statement_that_says_what_the_law_does_not_is_found_though_it_is_signed(
    exported: dict[str, Any], tmp_path: Path
) -> None:
    _, body, _ = exported["statement"].split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=="))
    stretch = payload["stretches"][0]
    exported["statement"] = sign({**payload, "stretches": [[*stretch[:2], "no_right", *stretch[3:]]]})
    code, said = said_of(exported, tmp_path)
    assert (code, "✗ The law answers otherwise" in said) == (ANSWER, True)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"statement": "a.b.c"}', "\ud800".encode("utf-16", "surrogatepass")]
)
def test_what_is_no_export_is_told_with_what_to_do(tmp_path: Path, content: str | bytes) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(verify.command, [str(file), "--lang", "en"])
    assert (done.exit_code, "toimi statements export" in done.output) == (2, True)
    done = CliRunner().invoke(verify.command, [str(tmp_path / "none.json"), "--lang", "sv"])
    assert (done.exit_code, "kan inte läsas" in done.output) == (2, True)


def test_every_statement_comes_out_the_same_and_a_false_one_is_named() -> None:
    commissioned()
    claimed(*(client(*LAID_OFF) for _ in range(3)), client(*STILL_AT_WORK))
    run(who=machine())
    *_, found = recompute()
    assert (found.counts, found.different) == ({Outcome.SAME: 3}, [])
    one = Statement.objects.order_by("pk").first()
    assert one
    false = {field.attname: getattr(one, field.attname) for field in Statement._meta.local_concrete_fields}
    Statement.objects.create(**{**false, **ACTED, "replaces_id": one.pk, "receipt": "0" * 64})
    *_, found = recompute()
    assert (found.counts, found.different) == ({Outcome.SAME: 3, Outcome.DIFFERENT: 1}, ["2024/999"])
    *_, found = recompute([one.number])
    assert found.counts == {Outcome.SAME: 1}
    with pytest.raises(LookupError, match="2024/0"):
        next(recompute(["2024/0", one.number]))
    assert one.proposal.edition.book == BOOK.digest
