"""The closed lists of words that netlog stores and prints. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a contact stands; derived from what happened, never typed (RULES.md 3)."""

    LEAD = "lead"
    ASKED = "asked"
    CONNECTED = "connected"
    SCHEDULED = "scheduled"
    MET = "met"
    THANKED = "thanked"
    ADVOCATE = "advocate"
    QUIET = "quiet"


class IntroState(StrEnum):
    """How far an introduction has come; the first seven in their order."""

    WANTED = "wanted"
    ASKED = "asked"
    NAMED = "named"
    PROMISED = "promised"
    MADE = "made"
    MET = "met"
    REPORTED = "reported"
    DECLINED = "declined"
    LAPSED = "lapsed"

    @property
    def rank(self) -> int:
        """Its place in the order wanted < ... < reported; declined and lapsed are -1, ends that may be re-opened."""
        return -1 if self in (IntroState.DECLINED, IntroState.LAPSED) else list(IntroState).index(self)

    @property
    def is_open(self) -> bool:
        """Something can still come of it: wanted, asked, named, promised or made."""
        return 0 <= self.rank <= IntroState.MADE.rank


class LapsedWhy(StrEnum):
    """Why an introduction ended by itself."""

    NO_ANSWER = "no-answer"
    MET_ANOTHER_WAY = "met-another-way"
    NOT_NEEDED = "not-needed"


class DeclinedBy(StrEnum):
    """Who said no to an introduction."""

    INTRODUCER = "introducer"
    CONTACT = "contact"


class MayUseName(StrEnum):
    """Whether I may write "S suggested that I get in touch"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class FollowUpKind(StrEnum):
    """What is owed (RULES.md 1)."""

    THANK_YOU = "thank-you"
    ANSWER = "answer"
    OUTCOME = "outcome"
    NUDGE = "nudge"
    CHASE = "chase"
    PROMISE = "promise"
    REPORT_BACK = "report-back"
    KEEP_IN_TOUCH = "keep-in-touch"


class ClosedHow(StrEnum):
    """How a follow-up ended."""

    DONE = "done"
    SKIPPED = "skipped"
    OVERTAKEN = "overtaken"
    EXPIRED = "expired"


class MessageKind(StrEnum):
    """What a message was for."""

    OUTREACH = "outreach"
    REQUEST = "request"
    NUDGE = "nudge"
    THANK_YOU = "thank-you"
    REPORT_BACK = "report-back"
    REPLY = "reply"


class Direction(StrEnum):
    """Who wrote."""

    SENT = "sent"
    RECEIVED = "received"


class Channel(StrEnum):
    """How a message travelled."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    TEXT = "text"
    LETTER = "letter"
    PHONE = "phone"
    IN_PERSON = "in-person"
    OTHER = "other"


class Answer(StrEnum):
    """What a reply said, as far as it was told."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class MeetingKind(StrEnum):
    """What kind of meeting; all but an event count as cups."""

    COFFEE = "coffee"
    LUNCH = "lunch"
    CALL = "call"
    VIDEO = "video"
    EVENT = "event"


class MeetingState(StrEnum):
    """What became of a meeting."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"


class Party(StrEnum):
    """Who cancelled or did not come."""

    ME = "me"
    THEM = "them"


class OrganizationKind(StrEnum):
    """What an organization is; greek is a fraternity or sorority."""

    COMPANY = "company"
    SCHOOL = "school"
    ASSOCIATION = "association"
    GREEK = "greek"
    OTHER = "other"


class Origin(StrEnum):
    """How a contact came into netlog; only hand-made ones are in play from the start."""

    HAND = "hand"
    LINKEDIN = "linkedin"
    ADDRESS_BOOK = "address-book"
    ROSTER = "roster"
    TABLE = "table"


class FunctionFrom(StrEnum):
    """Where a contact's job function comes from: told by the user or a file, or inferred from the title."""

    TOLD = "told"
    TITLE = "title"


class Knows(StrEnum):
    """Whether two contacts are known to know each other."""

    YES = "yes"
    NO = "no"


class Reason(StrEnum):
    """Why a follow-up stands there; rules/because.py makes the sentence."""

    CUP = "cup"
    NAMED_SOMEBODY = "named-somebody"
    INTRODUCED = "introduced"
    REPLIED = "replied"
    LATER = "later"
    MET_AT_EVENT = "met-at-event"
    I_CANCELLED = "i-cancelled"
    I_MISSED = "i-missed"
    PLANNED = "planned"
    UNANSWERED = "unanswered"
    ASKED = "asked"
    THEY_CANCELLED = "they-cancelled"
    THEY_MISSED = "they-missed"
    PROMISED_INTRODUCTION = "promised-introduction"
    MY_PROMISE = "my-promise"
    BECAME_A_CUP = "became-a-cup"
    DIED = "died"
    LAST_CONTACT = "last-contact"
    REFERRED = "referred"
    PROMISED_REFERRAL = "promised-referral"
    LANDED = "landed"


class TargetKind(StrEnum):
    """What a search is after."""

    FUNCTION = "function"
    INDUSTRY = "industry"
    TITLE = "title"
    ORGANIZATION = "org"
    PERSON = "person"


class JobStage(StrEnum):
    """How far a job has come; declined is my no, rejected theirs, silent nobody's."""

    INTERESTED = "interested"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    SILENT = "silent"

    @property
    def is_over(self) -> bool:
        """Nothing more comes of it."""
        return self in (JobStage.ACCEPTED, JobStage.DECLINED, JobStage.REJECTED, JobStage.SILENT)


class Coverage(StrEnum):
    """What I have at an organization, the best that holds (RULES.md 3)."""

    NOBODY = "nobody"
    KNOWN_OF = "known of"
    ACQUAINTED = "acquainted"
    ADVOCATE = "advocate"


class ChangeOp(StrEnum):
    """What a step did to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
