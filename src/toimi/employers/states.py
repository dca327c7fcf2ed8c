"""Words of the room: kinds and states of employers, in what a mandate lets act, how and why somebody is laid off."""

from __future__ import annotations

from enum import StrEnum


class EmployerKind(StrEnum):
    """What an employer is; the words of the vocabulary of facts (``employer``)."""

    BUSINESS = "business"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    RELIGIOUS_BODY = "religious_body"
    MUNICIPALITY = "municipality"
    JOINT_AUTHORITY = "joint_authority"
    WELLBEING_COUNTY = "wellbeing_county"
    STATE_AGENCY = "state_agency"
    SOCIAL_ENTERPRISE = "social_enterprise"
    HOUSEHOLD = "household"
    """A person who employs; the only kind that needs no business id."""


class BusinessState(StrEnum):
    """How a company stands, as the business information system tells it (act 244/2001)."""

    ACTIVE = "active"
    REORGANISATION = "reorganisation"
    """In restructuring of enterprises (47/1993)."""
    LIQUIDATION = "liquidation"
    BANKRUPT = "bankrupt"
    CEASED = "ceased"


class Origin(StrEnum):
    """Who says something of a company."""

    REGISTER = "register"
    DECLARED = "declared"
    """In writing, to the office."""


class CompanyChannel(StrEnum):
    """How a company is reached, and in which language."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"
    LANGUAGE = "language"


class Scope(StrEnum):
    """In what a mandate lets somebody act; one mandate has one."""

    CLARIFICATIONS = "clarifications"
    """Answer what the authority asks (TTL 11:2)."""
    LAYOFF_NOTICES = "layoff_notices"
    VACANCIES = "vacancies"
    SUPPORTS = "supports"
    """Apply for support to pay (380/2023 chapters 10 and 11)."""


class LayoffExtent(StrEnum):
    """How much of the work a layoff takes; the words of the fact ``layoff``."""

    FULL = "full"
    SHORTENED_HOURS = "shortened_hours"
    SHORTENED_WEEK = "shortened_week"


class LayoffGround(StrEnum):
    """Why somebody is laid off (Employment Contracts Act 55/2001, section 5:2.1)."""

    ECONOMIC_OR_PRODUCTION = "economic_or_production"
    """There would be a ground for dismissal (item 1)."""
    TEMPORARY_REDUCTION = "temporary_reduction"
    """There is less work for a time (item 2)."""


class LayoffBasis(StrEnum):
    """Who decided on the layoff (TTL 1:5.1(6); an agreement counted from 2020-04-15 to 2020-12-31 by act 214/2020)."""

    EMPLOYER_DECISION = "employer_decision"
    AGREED_ON_EMPLOYER_INITIATIVE = "agreed_on_employer_initiative"
