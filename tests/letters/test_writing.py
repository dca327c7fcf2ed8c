"""A letter is written from a text that two have approved, posted, and followed."""

from __future__ import annotations

import pytest
from tests.letters.writing import TE_OFFICE, aino, approved_text, asking

from toimi.letters.actions import Posting, post, print_letters, write
from toimi.letters.channels import Contact
from toimi.letters.models import Letter
from toimi.letters.selectors import queued
from toimi.letters.states import Channel

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.usefixtures("_prints")
def test_from_an_approved_text_to_the_paper_queue() -> None:
    approved_text("clarification_request")
    [number] = write([asking()], who=aino())
    assert post([Posting(number, Contact(address=("Katu 1", "90100 OULU")))], who=aino()) == {number: [Channel.PAPER]}
    [waiting] = queued(Channel.PAPER, TE_OFFICE)
    assert (waiting.letter_id, waiting.address) == (number, "Katu 1\n90100 OULU")
    [made] = print_letters([number], who=aino()).values()
    assert bytes(made.pdf).startswith(b"%PDF-1.7")
    assert Letter.objects.get(pk=number).document["title"] == "Selvityspyyntö työttömyysturva-asiassa"
