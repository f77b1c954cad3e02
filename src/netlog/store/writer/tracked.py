"""Jobs as a tracker's table tells them: found again, added, or brought along."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netlog.rules.names import fold
from netlog.store.work import Work, rows
from netlog.store.writer.interactions import Outcome
from netlog.words import JobStage, OrganizationKind

if TYPE_CHECKING:
    from typing import Any

    from netlog.rows.files import FileJob

_ORDER = tuple(JobStage)


class Tracked:
    """Takes in the jobs of one file. `taken` are those it has spoken of: a second row may be a second application."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._taken: set[int] = set()

    def take(self, row: FileJob) -> Outcome:
        """Store a job, or what is news of one that is there. What the user said of it stands."""
        from netlog.store.writer import people  # pydantic: for those who import jobs

        where = people.organization(self._work, row.organization, OrganizationKind.COMPANY)
        known = self._known(row, where)
        if known is None:
            self._add(row, where)
            return Outcome.ADDED
        self._taken.add(known["id"])
        return Outcome.UPDATED if self._bring_along(row, known) else Outcome.UNCHANGED

    def _known(self, row: FileJob, where: int) -> dict[str, Any] | None:
        """The job of that role there: by its link, else by the day of the application, else one not spoken of yet."""
        found = rows(self._work.db, "select * from job where organization_id = ? order by id", (where,))
        alike = [job for job in found if fold(job["role"]) == fold(row.role)]
        if row.link and (linked := [job for job in alike if job["link"] == row.link]):
            return linked[0]
        alike = [job for job in alike if not (row.link and job["link"])]
        applied = dict(row.steps).get(JobStage.APPLIED)
        told = [job for job in alike if applied and job["applied_on"] == applied]
        return next((job for job in (*told, *alike) if job in told or job["id"] not in self._taken), None)

    def _add(self, row: FileJob, where: int) -> None:
        from netlog.store.writer.jobs import add_job, step

        (first, day), *others = row.steps
        job = add_job(self._work, where, row.role, JobStage(first), self._day(day), link=row.link, note=row.note)
        for stage, on in others:
            step(self._work, job, JobStage(stage), self._day(on))
        self._taken.add(job)

    def _bring_along(self, row: FileJob, job: dict[str, Any]) -> bool:
        """Add what is missing, and a stage further on than netlog's: as of today, unless it is the application."""
        from netlog.store.writer.jobs import step

        missing = {field: told for field, told in (("link", row.link), ("note", row.note)) if told and not job[field]}
        changed = self._work.update("job", job["id"], **missing) if missing else False
        stage, now = JobStage(row.steps[-1][0]), JobStage(job["stage"])
        if now.is_over or _ORDER.index(stage) <= _ORDER.index(now):
            return changed
        for earlier, on in row.steps[:-1]:
            if job["applied_on"] is None:
                step(self._work, job["id"], JobStage(earlier), self._day(on))
        step(
            self._work,
            job["id"],
            stage,
            self._applied(row, job["id"]) if stage is JobStage.APPLIED else self._work.today,
        )
        return True

    def _applied(self, row: FileJob, job: int) -> date:
        """The file's day of the application, unless netlog has heard something later of the job: then today."""
        (last,) = self._work.db.execute("select max(step_on) from job_step where job_id = ?", (job,)).fetchone()
        told = self._day(row.steps[-1][1])
        return told if told.isoformat() >= (last or "") else self._work.today

    def _day(self, told: str | None) -> date:
        return date.fromisoformat(told) if told else self._work.today
