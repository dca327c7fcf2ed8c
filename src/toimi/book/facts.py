"""How a kind of fact is declared: its shape, its attributes, and what a missing row or value means.

A kind is a class; its instance stands for "the row in question" while a provision is read, so that
``end.manner`` in a provision is an expression and ``EmploymentEnd.manner`` is the declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar, overload

from toimi.book.expressions import BookError, Choice, Day, Node, Number, Truth


class Shape(Enum):
    """A state has a period, a happening one day, a judgement is about another row."""

    STATE = "state"
    HAPPENING = "happening"
    PERSON = "person"


class Silence(Enum):
    """What a missing row means."""

    COMPLETE = "complete"
    """No: the register is complete by law."""
    ANSWERED = "answered"
    """No on the days that the person has answered for; else not known."""
    NOTICED = "noticed"
    """No, since somebody must notice it first."""
    UNKNOWN = "unknown"
    """Not known wherever its occasion exists."""


class Source(Enum):
    """Who gives a fact, and so who is asked for it."""

    REGISTER = "register"
    PERSON = "person"
    EMPLOYER = "employer"
    OFFICIAL = "official"
    PAYER = "payer"


UNKNOWN = "unknown"
NEVER = "never"
NOT_APPLICABLE = "not_applicable"

N = TypeVar("N", bound=Node)


@dataclass
class Attribute(Generic[N]):
    """One attribute of a kind.

    Attributes:
        omitted: what it means when the attribute is left out.
        source: who is asked when it is not known.
    """

    omitted: str | int = UNKNOWN
    source: Source | None = None
    name: str = field(default="", init=False)
    kind: type[Fact] = field(init=False)

    def __set_name__(self, owner: type[Fact], name: str) -> None:
        self.name = name
        self.kind = owner

    @overload
    def __get__(self, row: None, owner: type[Fact]) -> Attribute[N]: ...
    @overload
    def __get__(self, row: Fact, owner: type[Fact]) -> N: ...
    def __get__(self, row: Fact | None, owner: type[Fact]) -> Attribute[N] | N:
        return self if row is None else self._node(row)

    def _node(self, row: Fact) -> N:
        raise NotImplementedError

    def _detail(self, row: Fact, **more: Any) -> dict[str, Any]:
        detail = {"kind": self.kind.kind_name, "name": self.name, **more}
        return {**detail, "via": row.via} if row.via else detail

    @property
    def asked_of(self) -> Source:
        """Who is asked: of the attribute, else of its kind."""
        return self.source or self.kind.source


class YesNo(Attribute[Truth]):
    """A truth."""

    def _node(self, row: Fact) -> Truth:
        return Truth("attribute", detail=self._detail(row, type="truth"), grain=row.grain)


@dataclass
class OneOf(Attribute[Choice]):
    """One of a closed list."""

    options: tuple[str, ...] = ()

    def _node(self, row: Fact) -> Choice:
        return Choice("attribute", detail=self._detail(row, type="choice", options=self.options), grain=row.grain)

    def bit(self, option: str) -> int:
        """The bit of an option in the mask."""
        return 1 << self.options.index(option)


@dataclass
class SomeOf(Attribute[Choice]):
    """Several of a closed list, as the subjects somebody has answered for. Read by the loader, not by provisions."""

    options: tuple[str, ...] = ()


@dataclass
class NumberOf(Attribute[Number]):
    """A number; ``scale`` 100 keeps two decimals (cents, hundredths of a percent).

    Attributes:
        smallest: scaled; a smaller number that is not zero is a slip, as 1.0 for 100 percent. ``hint`` is its remedy.
    """

    unit: str = "count"
    scale: int = 1
    smallest: int = 0
    hint: str = ""

    def _node(self, row: Fact) -> Number:
        return Number("attribute", detail=self._detail(row, type="number", unit=self.unit), grain=row.grain)


@dataclass
class DayOf(Attribute[Day]):
    """A day, maybe *never* or *not applicable*. ``not_after_row``: not later than the row's own first day."""

    not_after_row: bool = False

    def _node(self, row: Fact) -> Day:
        return Day("attribute", detail=self._detail(row, type="day"), grain=row.grain)


@dataclass
class Judged(Attribute[Truth]):
    """An official's judgement about the row, in a row of its own: here as if it were an attribute.

    Attributes:
        judgement: the name of the kind of the judgement rows (kinds may point forward).
        value: the attribute of the judgement that is read.
    """

    judgement: str = ""
    value: str = ""

    def _node(self, row: Fact) -> Truth:
        return Truth("attribute", detail=self._detail(row, type="truth"), grain=row.grain)


@dataclass
class JudgedDay(Attribute[Day]):
    """The first day of a judgement about the row; while there is none, not known and not before the row's end.

    ``noticed``: somebody must notice it first; while there is none it has not come.
    """

    judgement: str = ""
    noticed: bool = False

    def _node(self, row: Fact) -> Day:
        return Day("attribute", detail=self._detail(row, type="day"), grain=row.grain)


R = TypeVar("R", bound="Fact")


@dataclass
class Ref(Generic[R]):
    """A link to another row of the same person: ``end.job.pay_month`` reads through it.

    Attributes:
        to: the kind it points at, as a name (kinds may point forward).
        required: whether it may be left out.
    """

    to: str
    required: bool = False
    name: str = field(default="", init=False)
    kind: type[Fact] = field(init=False)

    def __set_name__(self, owner: type[Fact], name: str) -> None:
        self.name = name
        self.kind = owner

    @overload
    def __get__(self, row: None, owner: type[Fact]) -> Ref[R]: ...
    @overload
    def __get__(self, row: Fact, owner: type[Fact]) -> R: ...
    def __get__(self, row: Fact | None, owner: type[Fact]) -> Ref[R] | R:
        if row is None:
            return self
        if row.via:
            raise BookError(f"{row.kind_name}.{self.name}: a provision reads through one link, not two.")
        return KINDS[self.to](via=self.name, grain=row.kind_name)  # type: ignore[return-value]


KINDS: dict[str, type[Fact]] = {}
"""Every kind declared so far, by name."""


class Fact:
    """The row in question, while a provision is read. Subclasses are the kinds of fact.

    Class keywords:
        shape, silence, source: see the enumerations.
        subject: for ``Silence.ANSWERED``, the subject that a person answers for.
        occasion: for ``Silence.UNKNOWN``, the kind during whose periods a row is expected.
        about: for judgements, the kinds it may be about.
        thing: the attribute by which others point at the row; its ``id`` if ``None``. Rows that share it are one
            thing (stretches of one job).
        finnish, swedish: the field's terms.
    """

    kind_name: ClassVar[str]
    shape: ClassVar[Shape]
    silence: ClassVar[Silence]
    source: ClassVar[Source]
    subject: ClassVar[str | None]
    occasion: ClassVar[str | None]
    about: ClassVar[tuple[str, ...]]
    thing: ClassVar[str | None]
    once: ClassVar[bool]
    finnish: ClassVar[str]
    swedish: ClassVar[str]
    attributes: ClassVar[dict[str, Attribute[Any]]]
    refs: ClassVar[dict[str, Ref[Any]]]

    def __init_subclass__(
        cls,
        name: str,
        shape: Shape,
        silence: Silence,
        source: Source,
        finnish: str,
        swedish: str,
        subject: str | None = None,
        occasion: str | None = None,
        about: tuple[str, ...] = (),
        thing: str | None = None,
        once: bool = False,
    ) -> None:
        super().__init_subclass__()
        if (silence is Silence.ANSWERED) != (subject is not None):
            raise BookError(f"{name}: silence 'answered' and a subject go together.")
        if (silence is Silence.UNKNOWN) != bool(occasion or about):
            raise BookError(f"{name}: silence 'unknown' needs its occasion or what it is about, and only then.")
        cls.kind_name, cls.shape, cls.silence, cls.source = name, shape, silence, source
        cls.subject, cls.occasion, cls.about, cls.thing, cls.once = subject, occasion, about, thing, once
        cls.finnish, cls.swedish = finnish, swedish
        cls.attributes = {key: value for key, value in vars(cls).items() if isinstance(value, Attribute)}
        cls.refs = {key: value for key, value in vars(cls).items() if isinstance(value, Ref)}
        KINDS[name] = cls

    def __init__(self, via: str | None = None, grain: str | None = None) -> None:
        self.via = via
        self.grain = grain or self.kind_name

    def _day(self, name: str) -> Day:
        detail = {"kind": self.kind_name, "name": name, "type": "day"}
        return Day("attribute", detail={**detail, "via": self.via} if self.via else detail, grain=self.grain)

    @property
    def start(self) -> Day:
        """The first day of the row's period."""
        return self._day("start")

    @property
    def end(self) -> Day:
        """The first day after the row's period; *never* if it has no end."""
        return self._day("end")

    @property
    def day(self) -> Day:
        """The day of a happening."""
        return self._day("start")

    @property
    def began(self) -> Day:
        """The first day of the thing that the linked row belongs to, as of a job in several stretches."""
        if not self.via:
            raise BookError("began is asked of a linked thing, as end.job.began.")
        return self._day("began")

    @property
    def is_there(self) -> Truth:
        """Whether the link points anywhere."""
        if not self.via:
            raise BookError("is_there is asked of a link, as end.job.is_there.")
        return Truth("is_there", detail={"kind": self.kind_name, "via": self.via}, grain=self.grain)

    def itself(self, named: str) -> Node:
        """The row's own thing, which the other rows name by that reference: ``first_of(…, about=ship.itself("ship"))``."""
        return Node("link", detail={"kind": self.kind_name, "name": named, "own": True}, grain=self.grain)

    @property
    def link(self) -> Node:
        """The thing itself, for ``exists(…, about=end.job.link)``."""
        if not self.via:
            raise BookError("link is asked of a link, as end.job.link.")
        return Node("link", detail={"kind": self.kind_name, "name": self.via}, grain=self.grain)
