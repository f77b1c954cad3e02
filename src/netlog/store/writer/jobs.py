"""Jobs: added, brought to a stage, and the one that ends the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.records.search import Job, JobStep, Landing
from netlog.store.derive import job_columns
from netlog.store.work import Work, rows
from netlog.words import JobStage

if TYPE_CHECKING:
    from datetime import date


def add_job(
    work: Work,
    organization: int,
    role: str,
    stage: JobStage,
    day: date,
    *,
    via: int | None = None,
    link: str | None = None,
    note: str | None = None,
    owed: bool = False,
) -> int:
    """Add a job that is at a stage since a day. Returns its number."""
    job = work.insert(
        Job(
            organization_id=organization,
            role=role,
            via_id=via,
            link=link,
            note=note,
            added_on=work.today.isoformat(),
            stage=stage,
        )
    )
    step(work, job, stage, day, owed=owed)
    return job


def step(work: Work, job: int, stage: JobStage, day: date, *, owed: bool = False) -> None:
    """A job came to a stage on a day, told today. Whoever refers me is touched."""
    work.insert(
        JobStep(
            job_id=job,
            stage=stage,
            step_on=day.isoformat(),
            logged_on=work.today.isoformat(),
            seq=work.seq,
            owed=int(owed),
        )
    )
    keep(work, job)
    via = work.row("job", job)["via_id"]
    work.touch(*([int(via)] if via is not None else []))


def keep(work: Work, job: int) -> None:
    """Write the kept columns of a job anew."""
    work.update("job", job, **job_columns(work.db, job))


def set_via(work: Work, job: int, via: int) -> bool:
    """A job came through a contact after all; False where it did already. Both the old and the new one are touched."""
    before = work.row("job", job)["via_id"]
    work.touch(via, *([int(before)] if before is not None else []))
    return work.update("job", job, via_id=via)


def land(work: Work, job: int, day: date) -> None:
    """The offer is taken: the job is accepted and the search over, which concerns everybody (RULES.md 62)."""
    if work.row("job", job)["stage"] != JobStage.ACCEPTED:
        step(work, job, JobStage.ACCEPTED, day)
    work.insert(Landing(job_id=job, landed_on=day.isoformat(), logged_on=work.today.isoformat(), seq=work.seq))
    touch_everybody(work)


def touch_everybody(work: Work) -> None:
    """Name everybody with whom something is going on."""
    work.touch(*(row[0] for row in work.db.execute("select id from contact where in_play = 1")))


def touch_if_landed(work: Work) -> None:
    """After a landing the chain concerns everybody: name them where it may have changed."""
    if work.db.execute("select 1 from landing").fetchone():
        touch_everybody(work)


def remove_job(work: Work, job: int) -> None:
    """Remove a job with its steps and what is owed for it; if it was the one landed, the search is open again."""
    via = work.row("job", job)["via_id"]
    work.touch(*([int(via)] if via is not None else []))
    for table in ("follow_up", "landing", "job_step"):
        for row in rows(work.db, f"select id from {table} where job_id = ? order by id", (job,)):
            if table == "landing":
                touch_everybody(work)
            work.delete(table, row["id"])
    work.delete("job", job)
