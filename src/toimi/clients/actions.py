"""What happens in job seeking: a search begins, begins anew, ends. Each action takes a list; one is a list of one.

A search begins on the day, in Helsinki, on which the person asks for it (JTYPL 2:1.1, 380/2023 section 27), whenever it
is recorded. Asked twice it is one search: who has a valid one gets that one back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.book.facts import Source
from toimi.clients.facts import NewFact, write
from toimi.clients.identity_codes import IdentityCode, read_identity_code
from toimi.clients.models import JobSearch, KnownFact, Language, Person
from toimi.clients.problems import Problem, Refused
from toimi.clients.states import REFORM, Channel, Ground, rule_of

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class SearchRequest:
    """A request to be registered as a job seeker.

    Attributes:
        identity_code: as written; ``None`` if the person has none, and then ``key`` says which requests are one.
        asked_at: the moment at which the person asked, with its zone.
        contact_details_complete: address and contact data are there (TTL 2:1.3).
        wished_from: the day from which the person wishes to be a job seeker; the day of asking if left out.
        evidence: of when it was asked; needed where it is recorded on a later day.
        restart_need_met: what the ground of the last end demands has been shown.
    """

    asked_at: datetime
    channel: Channel
    contact_details_complete: bool
    identity_code: str | None = None
    key: UUID | None = None
    language: Language = Language.FINNISH
    wished_from: date | None = None
    evidence: str = ""
    restart_need_met: bool = False

    @property
    def asked_on(self) -> date:
        """The day of asking, in Helsinki."""
        return self.asked_at.astimezone(HELSINKI).date()


@dataclass(frozen=True)
class Registered:
    """A person's search, and whether this request made it."""

    person: int
    search: int
    is_new: bool


@dataclass(frozen=True)
class Ending:
    """The end of a person's search.

    Attributes:
        last_day: the last day on which it is valid.
    """

    person: int
    ground: Ground
    last_day: date
    evidence: str = ""


def register(
    requests: Sequence[SearchRequest], *, day: date, official: str, test_range: bool = False
) -> list[Registered]:
    """Register job seekers: make the clients that are not there yet, and begin the searches that are not valid yet.

    Args:
        requests: in the order in which they were made.
        day: on which they are recorded.
        official: who registers, or the service that does.
        test_range: whether identity codes that are given to nobody are taken.

    Returns:
        for each request the search that is valid because of it, or was already.

    Raises:
        Refused: with every problem; nothing was written.
    """
    codes = _checked(requests, day, test_range)
    with transaction.atomic():
        people = _people(requests, codes)
        return _begin(requests, people, day=day, official=official)


def _checked(requests: Sequence[SearchRequest], day: date, test_range: bool) -> list[IdentityCode | None]:
    """The identity codes of requests that can be taken."""
    codes: list[IdentityCode | None] = []
    problems: list[Problem] = []
    for place, request in enumerate(requests):
        code = None
        try:
            if request.identity_code is not None:
                code = read_identity_code(request.identity_code, day=day, place=place, test_range=test_range)
        except Refused as refused:
            problems += refused.problems
        codes.append(code)
        problems += _problems_of(place, request, day)
    if problems:
        raise Refused(problems)
    return codes


def _problems_of(place: int, request: SearchRequest, day: date) -> Iterator[Problem]:
    """What is wrong with a request whoever makes it."""
    if request.asked_at.tzinfo is None:
        yield Problem("request_without_zone", place)
        return
    asked = request.asked_on
    if request.identity_code is None and request.key is None:
        yield Problem("request_without_key", place)
    if asked > day:
        yield Problem("request_from_the_future", place)
    if asked < day and not request.evidence.strip():
        yield Problem("request_late_without_evidence", place)
    wished = request.wished_from or asked
    if wished != asked:
        yield Problem("request_back_dated" if wished < asked else "request_ahead", place, {"day": asked.isoformat()})


def _people(requests: Sequence[SearchRequest], codes: Sequence[IdentityCode | None]) -> list[Person]:
    """Each request's client, made if need be, and locked until the end of the transaction.

    Everybody is made and locked in one order, so that two lists never wait for each other.
    """
    wanted: dict[str, Person] = {}
    for request, code in zip(requests, codes, strict=True):
        one = Person(identity_code=code.text if code else None, request_key=None if code else request.key)
        one.language = request.language.value
        wanted[_found_by(one)] = one
    Person.objects.bulk_create([wanted[key] for key in sorted(wanted)], ignore_conflicts=True)
    texts = [code.text for code in codes if code]
    keys = [one.request_key for one in wanted.values() if one.request_key]
    found = Person.objects.filter(identity_code__in=texts) | Person.objects.filter(request_key__in=keys)
    people = {_found_by(one): one for one in found.order_by("pk").select_for_update()}
    return [people[code.text if code else str(request.key)] for request, code in zip(requests, codes, strict=True)]


def _found_by(person: Person) -> str:
    return person.identity_code or str(person.request_key)


def _begin(
    requests: Sequence[SearchRequest], people: Sequence[Person], *, day: date, official: str
) -> list[Registered]:
    """The searches of people who are locked."""
    searches: dict[int, list[JobSearch]] = {person.pk: [] for person in people}
    for search in JobSearch.objects.filter(person__in=searches).order_by("days"):
        searches[search.person_id].append(search)
    result: list[tuple[JobSearch, bool]] = []
    begun: list[tuple[JobSearch, SearchRequest]] = []
    problems: list[Problem] = []
    for place, (request, person) in enumerate(zip(requests, people, strict=True)):
        mine = searches[person.pk]
        if same := _same(mine, request):
            result.append((same, False))
            continue
        problems += _problems_of_start(place, request, mine)
        new = _search(request, person, mine, day, official)
        mine.append(new)
        begun.append((new, request))
        result.append((new, True))
    if problems:
        raise Refused(problems)
    JobSearch.objects.bulk_create([search for search, _ in begun])
    write([*_births(people), *(_begun(*one) for one in begun)], day=day, official=official)
    return [Registered(search.person_id, search.pk, is_new) for search, is_new in result]


def _same(searches: Sequence[JobSearch], request: SearchRequest) -> JobSearch | None:
    """The search that the request is about already: begun by it, or valid on its day."""
    for search in searches:
        goes_on = search.days.upper is None and search.days.lower <= request.asked_on
        if goes_on or search.asked_at == request.asked_at:
            return search
    return None


def _search(request: SearchRequest, person: Person, before: Sequence[JobSearch], day: date, official: str) -> JobSearch:
    """A new search. Asked for on the last day of the one before, it begins on the next: no day is lost, none is double."""
    ends = [search.days.upper for search in before if search.days.upper and search.days.lower <= request.asked_on]
    return JobSearch(
        person=person,
        days=DateRange(max([request.asked_on, *ends[-1:]]), None),
        asked_at=request.asked_at,
        channel=request.channel.value,
        evidence=request.evidence,
        registered_by=official,
        registered_on=day,
    )


def _problems_of_start(place: int, request: SearchRequest, before: Sequence[JobSearch]) -> Iterator[Problem]:
    """Why a search cannot begin after those that were there."""
    if not before:
        return
    latest = before[-1]
    if latest.days.upper is None or latest.days.upper > request.asked_on + timedelta(days=1):
        yield Problem("request_before_a_search", place)
        return
    rule = rule_of(Ground(latest.ground or ""), latest.days.upper - timedelta(days=1))
    if rule and rule.restart_needs and not request.restart_need_met:
        yield Problem(f"restart_needs_{rule.restart_needs}", place)


def _births(people: Sequence[Person]) -> Iterator[NewFact]:
    """What an identity code says of its person, of those of whom nothing is known yet."""
    known = set(KnownFact.objects.filter(person__in=people, kind="person").values_list("person_id", flat=True))
    for person in {person.pk: person for person in people}.values():
        if person.identity_code and person.pk not in known:
            born = read_identity_code(person.identity_code, day=date.max, test_range=True).born
            said = {"id": "person", "birth_date": born}
            yield NewFact(person.pk, "person", said, Source.REGISTER, "identity code")


def _begun(search: JobSearch, request: SearchRequest) -> NewFact:
    said = {
        "id": _name(search),
        "from": search.days.lower,
        "contact_details_complete": request.contact_details_complete,
    }
    return NewFact(search.person_id, "job_search", said, Source.REGISTER, request.evidence)


def _name(search: JobSearch) -> str:
    return f"search-{search.pk}"


def end(endings: Sequence[Ending], *, day: date, official: str) -> list[int]:
    """End job searches. The same end given twice is one end.

    Args:
        endings: at most one a person.
        day: on which they are recorded.
        official: who records them.

    Returns:
        the search that each ended.

    Raises:
        Refused: with every problem; nothing was written.
    """
    with transaction.atomic():
        people = sorted({ending.person for ending in endings})
        list(Person.objects.filter(pk__in=people).order_by("pk").select_for_update())
        latest = {search.person_id: search for search in JobSearch.objects.filter(person__in=people).order_by("days")}
        found = [latest.get(ending.person) for ending in endings]
        problems = [
            problem
            for place, (ending, search) in enumerate(zip(endings, found, strict=True))
            for problem in _problems_of_end(place, ending, search, day)
        ]
        if len(people) < len(endings):
            problems.append(Problem("end_twice"))
        if problems:
            raise Refused(problems)
        pairs = [(ending, search) for ending, search in zip(endings, found, strict=True) if search]
        _end([pair for pair in pairs if pair[1].ground is None], day=day, official=official)
        return [search.pk for _, search in pairs]


def _problems_of_end(place: int, ending: Ending, search: JobSearch | None, day: date) -> Iterator[Problem]:
    if search is None or (search.ground is not None and not _is_same_end(ending, search)):
        yield Problem("end_without_search", place)
        return
    if ending.last_day > day:
        yield Problem("end_in_the_future", place)
    if ending.last_day < search.days.lower:
        yield Problem("end_before_start", place)
    if rule_of(ending.ground, ending.last_day) is None:
        yield Problem("end_ground_not_then", place)


def _is_same_end(ending: Ending, search: JobSearch) -> bool:
    known: date = search.days.upper - timedelta(days=1)
    return (search.ground, known) == (ending.ground.value, ending.last_day)


def _end(pairs: Sequence[tuple[Ending, JobSearch]], *, day: date, official: str) -> None:
    contact = {
        (fact.person_id, fact.name): fact.attributes
        for fact in KnownFact.objects.filter(
            person__in={search.person_id for _, search in pairs}, name__in=[_name(search) for _, search in pairs]
        )
    }
    facts: list[NewFact] = []
    for ending, search in pairs:
        search.days = DateRange(search.days.lower, ending.last_day + timedelta(days=1))
        search.ground = ending.ground.value
        said = {**contact[search.person_id, _name(search)], "from": search.days.lower, "through": ending.last_day}
        said["id"] = f"{_name(search)}-ended"
        facts.append(NewFact(search.person_id, "job_search", said, Source.REGISTER, ending.evidence, _name(search)))
        if ending.last_day < REFORM and ending.ground is not Ground.FOREIGNERS_PRECONDITION:
            lapse = {"id": f"{_name(search)}-lapse", "on": search.days.upper, "ground": ending.ground.value}
            facts.append(NewFact(search.person_id, "search_lapse", lapse, Source.REGISTER, ending.evidence))
    JobSearch.objects.bulk_update([search for _, search in pairs], ["days", "ground"])
    write(facts, day=day, official=official)
