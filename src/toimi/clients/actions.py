"""What happens in job seeking: a search begins, begins anew, ends. Each action takes a list; one is a list of one.

Asked for twice it is one search: who has a valid one gets that one back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.book.caseload import PERSON
from toimi.book.facts import Source
from toimi.clients.access import check_registering, check_registrar, check_writing
from toimi.clients.checking import NewFact
from toimi.clients.contacts import NewDetail, write_details
from toimi.clients.facts import write
from toimi.clients.models import Detail, JobSearch, KnownFact, Person, Stay
from toimi.clients.names import name_of_search
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.clients.requests import SearchRequest, checked
from toimi.clients.selectors import detail_history, holding, state_of
from toimi.clients.states import FOLLOWING, REFORM, Ground, State, rule_of
from toimi.clients.stays import Offices, Place, all_stays, begin
from toimi.clients.stays import end as end_stays
from toimi.office.actors import Actor
from toimi.office.identity_codes import IdentityCode, read_identity_code
from toimi.office.row_security import registering

ONE_DAY = timedelta(days=1)


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


def register(requests: Sequence[SearchRequest], *, who: Actor, test_range: bool = False) -> list[Registered]:
    """Register job seekers: make the clients that are not there yet, and begin the searches that are not valid yet.

    Args:
        requests: in the order in which they were made.
        test_range: whether identity codes that are given to nobody are taken.

    Returns:
        for each request the search that is valid because of it, or was already.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not register each of the people.
    """
    check_registrar(who, what="clients.register")
    codes = checked(requests, who.day, test_range)
    with transaction.atomic():
        people = _people(requests, codes)
        check_registering(who, [person.pk for person in people], what="clients.register")
        return _begin(requests, people, who)


def _people(requests: Sequence[SearchRequest], codes: Sequence[IdentityCode | None]) -> list[Person]:
    """Each request's client, made if need be, and locked until the end of the transaction.

    Everybody is made and locked in one order, so that two lists never wait for each other. Row security shows those of
    whom the transaction says that it registers them.
    """
    wanted: dict[str, Person] = {}
    for request, code in zip(requests, codes, strict=True):
        one = Person(identity_code=code.text if code else None, request_key=None if code else request.key)
        wanted[one.known_by] = one
    registering(wanted)
    Person.objects.bulk_create([wanted[key] for key in sorted(wanted)], ignore_conflicts=True)
    texts = [code.text for code in codes if code]
    keys = [one.request_key for one in wanted.values() if one.request_key]
    found = Person.objects.filter(identity_code__in=texts) | Person.objects.filter(request_key__in=keys)
    people = locked({one.pk for one in found} | {one.merged_into_id for one in found if one.merged_into_id})
    by_word = {one.known_by: one for one in people.values()}
    asking = [by_word[code.text if code else str(request.key)] for request, code in zip(requests, codes, strict=True)]
    if any(one.merged_into_id and one.merged_into_id not in people for one in asking):
        raise Refused([Problem("identity_changed_meanwhile")])
    return [people[one.merged_into_id] if one.merged_into_id else one for one in asking]


def _begin(requests: Sequence[SearchRequest], people: Sequence[Person], who: Actor) -> list[Registered]:
    """The searches of people who are locked."""
    searches: dict[int, list[JobSearch]] = {person.pk: [] for person in people}
    for search in JobSearch.objects.filter(holder__in=searches).order_by("days"):
        searches[search.holder_id].append(search)
    stays, history = _stays(searches), detail_history(searches)
    known = {person: holding(rows, date.max) for person, rows in history.items()}
    homes = [
        request.municipality or known[person.pk].get(Detail.MUNICIPALITY, "")
        for request, person in zip(requests, people, strict=True)
    ]
    offices = Offices(who.organisation, homes, (stay for mine in stays.values() for stay in mine))
    places: dict[Person, tuple[Place, date]] = {}
    result: list[tuple[JobSearch, bool]] = []
    begun: list[tuple[JobSearch, SearchRequest]] = []
    problems: list[Problem] = []
    for place, (request, person) in enumerate(zip(requests, people, strict=True)):
        mine = searches[person.pk]
        if same := _same(mine, request):
            result.append((same, False))
            continue
        new, here = _search(request, person, mine, who), stays[person.pk]
        to = offices.place(homes[place], here, new.days.lower)
        wrong = [*_problems_of_start(place, request, mine), *([] if to else [Problem("no_organisation", place)])]
        if to and not wrong and (free := _free_from(here, new.days.lower)):
            places[person] = to, free
        problems += wrong
        mine.append(new)
        begun.append((new, request))
        result.append((new, True))
    if problems:
        raise Refused(problems)
    begin(places)
    JobSearch.objects.bulk_create([search for search, _ in begun])
    write([*_births(people), *(_begun(*one) for one in begun)], who=who)
    write_details(_told(requests, people, known), history, who=who)
    return [Registered(search.holder_id, search.pk, is_new) for search, is_new in result]


def _free_from(stays: Sequence[Stay], day: date) -> date | None:
    """The first day from the given one on of which no stay is known; ``None`` while one goes on: it stays the client's."""
    ends = [stay.days.upper for stay in stays]
    return None if None in ends else max([day, *ends])


def _same(searches: Sequence[JobSearch], request: SearchRequest) -> JobSearch | None:
    """The search that the request is about already: begun by it, or valid on its day."""
    for search in searches:
        goes_on = search.days.upper is None and search.days.lower <= request.asked_on
        if goes_on or search.asked_at == request.asked_at:
            return search
    return None


def _search(request: SearchRequest, person: Person, before: Sequence[JobSearch], who: Actor) -> JobSearch:
    """A new search. Asked for on the last day of the one before, it begins on the next: no day is lost, none is double."""
    ends = [search.days.upper for search in before if search.days.upper and search.days.lower <= request.asked_on]
    return JobSearch(
        person=person,
        holder=person,
        days=DateRange(max([request.asked_on, *ends[-1:]]), None),
        asked_at=request.asked_at,
        channel=request.channel.value,
        evidence=request.evidence,
        registered_by=str(who.official),
        registered_on=who.day,
    )


def _problems_of_start(place: int, request: SearchRequest, before: Sequence[JobSearch]) -> Iterator[Problem]:
    """Why a search cannot begin after those that were there."""
    if not before:
        return
    latest = before[-1]
    if State.VALID not in FOLLOWING[state_of(latest, request.asked_on + ONE_DAY)]:
        yield Problem("request_before_a_search", place)
        return
    rule = rule_of(Ground(latest.ground or ""), latest.days.upper - ONE_DAY)
    if rule and rule.restart_needs and not request.restart_need_met:
        yield Problem(f"restart_needs_{rule.restart_needs}", place)


def _stays(people: Iterable[int]) -> dict[int, list[Stay]]:
    """The stays of each client, and of those who were merged into the client: whose customer one was, one stays."""
    found: dict[int, list[Stay]] = {person: [] for person in people}
    for stay in all_stays(found).order_by("days"):
        found[stay.person.merged_into_id or stay.person_id].append(stay)
    return found


def _told(
    requests: Sequence[SearchRequest], people: Sequence[Person], known: Mapping[int, Mapping[Detail, str]]
) -> list[NewDetail]:
    """The language of the request, of those of whom none is known yet, and the home municipality that was told."""
    new: dict[tuple[int, Detail], NewDetail] = {}
    for request, person in zip(requests, people, strict=True):
        if Detail.LANGUAGE not in known[person.pk]:
            new[person.pk, Detail.LANGUAGE] = NewDetail(
                person.pk, Detail.LANGUAGE, request.language.value, request.asked_on
            )
        if request.municipality:
            new[person.pk, Detail.MUNICIPALITY] = NewDetail(
                person.pk, Detail.MUNICIPALITY, request.municipality, request.asked_on
            )
    return list(new.values())


def _births(people: Sequence[Person]) -> Iterator[NewFact]:
    """What an identity code says of its person, of those of whom nothing is known yet."""
    known = set(KnownFact.objects.filter(person__in=people, kind=PERSON).values_list("person_id", flat=True))
    for person in {person.pk: person for person in people}.values():
        if person.identity_code and person.pk not in known:
            born = read_identity_code(person.identity_code, day=date.max, test_range=True).born
            said = {"id": PERSON, "birth_date": born}
            yield NewFact(person.pk, PERSON, said, Source.REGISTER, "identity code")


def _begun(search: JobSearch, request: SearchRequest) -> NewFact:
    said = {
        "id": name_of_search(search.pk),
        "from": search.days.lower,
        "contact_details_complete": request.contact_details_complete,
    }
    return NewFact(search.person_id, "job_search", said, Source.REGISTER, request.evidence)


def end(endings: Sequence[Ending], *, who: Actor) -> list[int]:
    """End job searches. The same end given twice is one end.

    Args:
        endings: at most one a person.

    Returns:
        the search that each ended.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    with transaction.atomic():
        people = sorted({ending.person for ending in endings})
        check_writing(who, people, what="clients.end")
        locked(people)
        latest = {search.holder_id: search for search in JobSearch.objects.filter(holder__in=people).order_by("days")}
        found = [latest.get(ending.person) for ending in endings]
        problems = [
            problem
            for place, (ending, search) in enumerate(zip(endings, found, strict=True))
            for problem in _problems_of_end(place, ending, search, who.day)
        ]
        if len(people) < len(endings):
            problems.append(Problem("end_twice"))
        if problems:
            raise Refused(problems)
        pairs = [(ending, search) for ending, search in zip(endings, found, strict=True) if search]
        _end([pair for pair in pairs if pair[1].ground is None], who)
        return [search.pk for _, search in pairs]


def _problems_of_end(place: int, ending: Ending, search: JobSearch | None, day: date) -> Iterator[Problem]:
    if ending.last_day > day:
        yield Problem("end_in_the_future", place)
        return
    rule = rule_of(ending.ground, ending.last_day)
    if rule is None:
        yield Problem("end_ground_not_then", place)
        return
    if search and _is_same_end(ending, search):
        return
    state = state_of(search, date.max) if search else State.NEVER
    if search is None or rule.state not in FOLLOWING[state]:
        yield Problem("end_without_search", place)
        return
    if not is_storable(ending.evidence):
        yield Problem("text", place)
    if ending.last_day < search.days.lower:
        yield Problem("end_before_start", place)


def _is_same_end(ending: Ending, search: JobSearch) -> bool:
    return search.ground == ending.ground.value and search.days.upper == ending.last_day + ONE_DAY


def _end(pairs: Sequence[tuple[Ending, JobSearch]], who: Actor) -> None:
    begun = {search.pk: name_of_search(search.pk) for _, search in pairs}
    contact = {
        (fact.person_id, fact.name): fact.attributes
        for fact in KnownFact.objects.filter(
            person__in={search.person_id for _, search in pairs}, name__in=begun.values()
        )
    }
    facts: list[NewFact] = []
    for ending, search in pairs:
        name = begun[search.pk]
        search.days = DateRange(search.days.lower, ending.last_day + ONE_DAY)
        search.ground = ending.ground.value
        said = {**contact[search.person_id, name], "from": search.days.lower, "through": ending.last_day}
        said["id"] = f"{name}-ended"
        facts.append(NewFact(search.person_id, "job_search", said, Source.REGISTER, ending.evidence, name))
        if ending.last_day < REFORM and ending.ground is not Ground.FOREIGNERS_PRECONDITION:
            lapse = {"id": f"{name}-lapse", "on": search.days.upper, "ground": ending.ground.value}
            facts.append(NewFact(search.person_id, "search_lapse", lapse, Source.REGISTER, ending.evidence))
    JobSearch.objects.bulk_update([search for _, search in pairs], ["days", "ground"])
    locked({fact.person for fact in facts})  # a search may have been begun as somebody who was merged since
    write(facts, who=who)
    end_stays({search.holder_id: ending.last_day for ending, search in pairs})
