"""Targets and jobs."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from netlog.rows.who import ContactLine


class PersonThere(NamedTuple):
    """Somebody at an organization, or who fits a target. `owed` is what I owe them first (thank-you or answer), None
    where nothing is; `introduced` says that an introduction to them is under way, so that I do not write to them.
    """

    id: int
    name: str
    stage: str
    in_play: int
    rests: int
    owed: str | None = None
    introduced: bool = False


class JobRow(NamedTuple):
    """A job as the view `jobs` has it."""

    id: int
    organization_id: int
    organization: str
    role: str
    stage: str
    since: str | None
    applied_on: str | None
    via_id: int | None
    via: str | None
    link: str | None
    note: str | None
    added_on: str
    landed_on: str | None

    @property
    def label(self) -> str:
        """What a sentence calls it: "Product manager, Stripe"."""
        return f"{self.role}, {self.organization}"


class JobEntry(NamedTuple):
    """A job with whom I know there, the best known first, and who led to it, the first of them first."""

    job: JobRow
    people: tuple[PersonThere, ...]
    chain: tuple["ContactLine", ...]


class TargetRow(NamedTuple):
    """A target as the view `targets` has it."""

    id: int
    kind: str
    rank: int
    name: str
    name_key: str
    organization_id: int | None
    contact_id: int | None
    added_on: str


class TargetEntry(NamedTuple):
    """A target with whom I have there: `people` the best first, `formerly` those who left, `jobs` the ones there."""

    target: TargetRow
    coverage: str
    people: tuple[PersonThere, ...]
    formerly: tuple[PersonThere, ...]
    jobs: tuple[JobRow, ...]
