"""Job trackers: `netlog import jobs.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

HEADER = "Company,Role,Status,Date Applied,Link\n"
ROWS = (
    "Stripe,Product Manager,Interviewing,2026-09-01,https://x.org/1\n"
    "Figma,Designer,Saved,,\n"
    "Notion,PM,Rejected,2026-08-01,\n"
)


@pytest.fixture
def tracker(home: Path) -> Path:
    path = home / "jobs.csv"
    path.write_text(HEADER + ROWS)
    return path


def stages(netlog: Run) -> dict[str, tuple[str, str | None]]:
    return {job["organization"]: (job["stage"], job["applied_on"]) for job in netlog("jobs", "--all", "--json").data}


def test_a_tracker_becomes_jobs_in_one_step(netlog: Run, tracker: Path) -> None:
    report = netlog("import", str(tracker), "--json").data
    assert (report["format"], report["read"], report["added"], report["people_added"]) == ("jobs", 3, 3, 0)
    assert stages(netlog) == {
        "Stripe": ("interview", "2026-09-01"),
        "Figma": ("interested", None),
        "Notion": ("rejected", "2026-08-01"),
    }
    netlog("undo")
    assert stages(netlog) == {}


def test_the_same_file_adds_nothing(netlog: Run, tracker: Path) -> None:
    netlog("import", str(tracker))
    for _ in range(2):
        again = netlog("import", str(tracker), "--json").data
        assert (again["added"], again["updated"], again["unchanged"], again["batch"]) == (0, 0, 3, None)


def test_a_newer_file_brings_a_job_along_and_never_back(netlog: Run, tracker: Path) -> None:
    netlog("import", str(tracker))
    netlog("update-job", "Figma", "offer")
    tracker.write_text(HEADER + ROWS.replace("Interviewing", "Offer"))
    assert netlog("import", str(tracker), "--json").data["updated"] == 1
    assert stages(netlog)["Stripe"] == ("offer", "2026-09-01")
    assert stages(netlog)["Figma"] == ("offer", None)


def test_a_job_of_interest_that_was_applied_for_meanwhile_has_the_day_of_the_file(netlog: Run, home: Path) -> None:
    saved, applied = HEADER + "Figma,Designer,Saved,,\n", HEADER + "Figma,Designer,Applied,2026-10-20,\n"
    for text, today in ((saved, "2026-10-05"), (applied, "2026-11-02")):
        (home / "jobs.csv").write_text(text)
        netlog("import", str(home / "jobs.csv"), today=today)
    assert stages(netlog) == {"Figma": ("applied", "2026-10-20")}


def test_two_applications_for_one_role_are_two_jobs(netlog: Run, tracker: Path) -> None:
    text = "Acme,PM,Rejected,2026-01-05,\nAcme,PM,Applied,2026-09-05,\nAcme,PM,Applied,2026-09-05,\n"
    tracker.write_text(HEADER + text)
    first = netlog("import", str(tracker), "--json").data
    assert (first["added"], first["unchanged"]) == (2, 1)
    assert netlog("import", str(tracker), "--json").data["unchanged"] == 3


def test_a_status_that_is_no_word_we_know_is_told_with_its_line(netlog: Run, tracker: Path) -> None:
    tracker.write_text(HEADER + "Acme,PM,Zorbing,2026-09-01,\n,PM,Applied,2026-09-01,\n")
    ran = netlog("import", str(tracker), "--json", code=6)
    assert [row["line"] for row in ran.data["warnings"]] == [2]
    assert "Zorbing" in ran.data["warnings"][0]["reason"]
    assert [row["line"] for row in ran.data["skipped"]] == [3]
    assert ran.stderr == "1 row of jobs.csv could not be taken: mend it in the file, and import it again.\n"
    assert stages(netlog) == {"Acme": ("applied", "2026-09-01")}


def test_a_board_tells_the_stage_by_its_list_or_by_the_day_of_each_stage(netlog: Run, home: Path) -> None:
    path = home / "board.csv"
    path.write_text(
        "Job Title,Company,Job URL,Board List,Created At,Date Applied,Date Interviewing,Date Offered\n"
        "PM,Stripe,https://x.org/1,Interview,2026-08-01T10:11:12.000Z,2026-08-03,2026-08-20,\n"
        "Designer,Figma,https://x.org/2,,2026-08-01,2026-08-03,2026-08-20,2026-09-01\n"
        "Writer,Acme,https://x.org/3,,2026-08-01,,,\n"
    )
    netlog("import", str(path))
    found = {name: stage for name, (stage, _) in stages(netlog).items()}
    assert found == {"Stripe": "interview", "Figma": "offer", "Acme": "interested"}
    since = {job["organization"]: job["since"] for job in netlog("jobs", "--all", "--json").data}
    assert since == {"Stripe": "2026-08-20", "Figma": "2026-09-01", "Acme": "2026-08-01"}


def test_a_rehearsal_writes_nothing(netlog: Run, tracker: Path) -> None:
    assert netlog("import", str(tracker), "--dry-run", "--json").data["added"] == 3
    assert stages(netlog) == {}
