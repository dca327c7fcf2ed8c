"""The shelf on which the chapters put their provisions as they are imported."""

from toimi.book.provisions import Shelf

shelf = Shelf()
provision = shelf.provision
