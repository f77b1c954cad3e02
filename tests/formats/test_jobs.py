"""Tables of jobs applied for."""

from __future__ import annotations

from typing import Any

import pytest

from netlog.formats.jobs import stage_of
from netlog.rows.files import FileJob
from netlog.words import JobStage

# As real trackers have them (../shared/data/peers/jobtracker), LinkedIn's archive, and spreadsheets.
HEADERS = (
    "Company,Position,Status,Date Applied,Link,Source",
    "Company,Job Title,URL,Applied Date,Status,Notes,Source",
    "Company,Role,Date Applied,Status,Contact Person,Contact Email,Source,Location,Salary/Rate,Last Action,Job URL",
    "id,job_id,company,role,job_url,posting_url,location,date_found,date_applied,status,stage_current,offer_date,notes",
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name",
    "Job Title,Company,Location,Status,Date Saved,Date Applied,Follow Up,Job Posting",
    "Firma,Stelle,Status,Beworben am,Notizen",
)


def jobs(desk: Any, text: str, **options: Any) -> list[FileJob]:
    return [row for row in desk.read(text, **options) if isinstance(row, FileJob)]


@pytest.mark.parametrize("header", HEADERS)
def test_a_tracker_is_known_by_its_columns(desk: Any, header: str) -> None:
    assert desk.source(header + "\n").format == "jobs"


@pytest.mark.parametrize(
    "header",
    [
        "Name,Email,Company,Role,Status",
        "First Name,Last Name,Company,Position,Connected On",
        "Name,Class,Degree,Employer,Title,City,Mentor",
        "Name,Company,Title,Website",
    ],
)
def test_a_table_of_people_with_a_job_is_no_tracker(desk: Any, header: str) -> None:
    assert desk.source(header + "\n").format != "jobs"


def test_a_row_becomes_a_job_with_its_steps(desk: Any) -> None:
    text = (
        "Company,Role,Status,Date Applied,Interview Date,Job URL,Notes,Location,Source\n"
        "Stripe,PM,Interviewing,2026-09-01,2026-09-20,https://x.org/1,Payments team,Remote,LinkedIn\n"
    )
    (job,) = jobs(desk, text)
    assert job == FileJob(
        2,
        "Stripe",
        "PM",
        ((JobStage.APPLIED, "2026-09-01"), (JobStage.INTERVIEW, "2026-09-20")),
        "https://x.org/1",
        "Payments team\nLocation: Remote\nSource: LinkedIn",
    )


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("Applied", JobStage.APPLIED), ("APPLICATION SUBMITTED", JobStage.APPLIED), ("Under review", JobStage.APPLIED),
        ("Wishlist", JobStage.INTERESTED), ("Not applied yet", JobStage.INTERESTED), ("To Apply", JobStage.INTERESTED),
        ("Phone Screen", JobStage.SCREENING), ("OA", JobStage.SCREENING), ("1st Round Interview", JobStage.INTERVIEW),
        ("Technical interview", JobStage.INTERVIEW), ("Offer!", JobStage.OFFER), ("Offer accepted", JobStage.ACCEPTED),
        ("Declined offer", JobStage.DECLINED), ("Withdrawn", JobStage.DECLINED), ("Ghosted", JobStage.SILENT),
        ("🔴 Rejected", JobStage.REJECTED), ("Rejected after 2nd interview", JobStage.REJECTED),
        ("No response", JobStage.SILENT), ("Absage", JobStage.REJECTED), ("Zorbing", None), ("", None),
    ],
)  # fmt: skip
def test_a_status_is_a_stage(status: str, stage: JobStage | None) -> None:
    assert stage_of(status) == stage


@pytest.mark.parametrize(
    ("row", "steps", "remarks"),
    [
        ("Acme,PM,Zorbing,2026-09-01", ((JobStage.APPLIED, "2026-09-01"),), ["stage that netlog knows"]),
        ("Acme,PM,Zorbing,", ((JobStage.INTERESTED, None),), ["stage that netlog knows"]),
        ("Acme,PM,,2026-09-01", ((JobStage.APPLIED, "2026-09-01"),), []),
        ("Acme,PM,Offer,2026-09-01", ((JobStage.APPLIED, "2026-09-01"), (JobStage.OFFER, "2026-09-01")), []),
        ("Acme,PM,Applied,2031-01-01", ((JobStage.APPLIED, None),), ["lies in the future"]),
        ("Acme,PM,Applied,soon", ((JobStage.APPLIED, None),), ["is no date"]),
        ("Acme,PM,N/A,-", ((JobStage.INTERESTED, None),), []),
    ],
)
def test_what_is_not_told_is_not_guessed_in_silence(desk: Any, row: str, steps: Any, remarks: list[str]) -> None:
    (job,) = jobs(desk, f"Company,Role,Status,Date Applied\n{row}\n")
    assert job.steps == steps
    assert [line for line, _ in desk.remarks] == [2] * len(remarks)
    assert all(said in remark for said, (_, remark) in zip(remarks, desk.remarks, strict=True))


def test_a_row_without_an_organization_or_a_role_is_no_job(desk: Any) -> None:
    jobs(desk, "Company,Role,Status,Date Applied\n,PM,Applied,\nAcme,,Applied,\n,,Applied,\n")
    assert desk.skipped == [
        (2, "no organization: a job has both", True),
        (3, "no role: a job has both", True),
        (4, "no organization: a job has both", False),
    ]


def test_linkedins_own_list_has_the_month_first(desk: Any) -> None:
    text = (
        "Application Date,Company Name,Job Title,Job Url,Resume Name\n1/5/24 3:14 PM,Acme,PM,https://x.org/1,cv.pdf\n"
    )
    (job,) = jobs(desk, text)
    assert job.steps == ((JobStage.APPLIED, "2024-01-05"),)
