"""Rows of many people, stored together: numbers are given ahead, so that rows can name each other."""

from __future__ import annotations

from netlog.rules.names import organization_aliases
from netlog.store.work import Value, Work, select_in

# What an import adds rows to, in the order in which rows refer to each other. Columns that are not named stay empty.
COLUMNS: dict[str, tuple[str, ...]] = {
    "organization": ("name", "name_key", "kind"),
    "organization_alias": ("organization_id", "alias", "alias_key"),
    "contact": (
        "uid", "name", "name_key", "nickname", "nickname_key", "title", "function", "function_from", "industry",
        "city", "how_met", "origin", "added_on", "known", "known_since", "organization_id", "stage", "in_play",
    ),
    "email": ("contact_id", "address", "address_key"),
    "phone": ("contact_id", "number", "number_key"),
    "link": ("contact_id", "url", "url_key"),
    "affiliation": ("contact_id", "organization_id", "kind", "role", "unit", "start_on", "end_on", "ended"),
    "tag": ("contact_id", "word", "word_key"),
    "note": ("contact_id", "body", "private", "from_file", "written_on"),
    "acquaintance": ("a_id", "b_id", "knows", "source", "since_on"),
    "source": ("contact_id", "format", "file_name", "source_key", "first_on", "last_on", "wrote"),
}  # fmt: skip


_MOST_KNOWN = 20_000  # organizations kept in memory, beside those of the rows at hand


class _Waiting(dict[str, tuple[int, list[tuple[Value, ...]]]]):
    """The rows of each table, and the number of the first of them."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __missing__(self, table: str) -> tuple[int, list[tuple[Value, ...]]]:
        self[table] = self._work.next_id(table), []
        return self[table]


class Bulk:
    """Rows waiting to be stored. Between `add` and `store` nobody else may insert into a table that has some."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting = _Waiting(work)

    def add(self, table: str, *values: Value) -> int:
        """A row of COLUMNS. Returns the number that it gets."""
        first, rows = self._waiting[table]
        rows.append(values)
        return first + len(rows) - 1

    def store(self) -> None:
        """Write what waits."""
        for table, columns in COLUMNS.items():
            if table in self._waiting:
                self._work.add_many(table, columns, self._waiting.pop(table)[1])


class Organizations:
    """The organizations that the rows at hand name: those stored, and those that are added with them."""

    def __init__(self, work: Work, bulk: Bulk) -> None:
        self._work = work
        self._bulk = bulk
        self._ids: dict[str, int] = {}

    def forget(self) -> None:
        """Begin with other rows: what was found stays as long as it is not too much."""
        if len(self._ids) > _MOST_KNOWN:
            self._ids = {}

    def look_up(self, names: dict[str, str]) -> None:
        """Find these too: names as written by their organization_key."""
        names = {key: name for key, name in names.items() if key not in self._ids}
        self._find(names)
        others = [alias for key, name in names.items() if key not in self._ids for alias in organization_aliases(name)]
        self._find(others)

    def _find(self, keys: dict[str, str] | list[str]) -> None:
        for table, column, id in (
            ("organization", "name_key", "id"),
            ("organization_alias", "alias_key", "organization_id"),
        ):
            found = select_in(self._work.db, f"select {column}, {id} from {table} where {column} in ({{}})", keys)
            self._ids.update(found)

    def get(self, key: str) -> int | None:
        """The number of that organization, None while there is none."""
        return self._ids.get(key)

    def number(self, key: str, name: str, kind: str) -> int:
        """The number of the organization of that name or alias, which is added where there is none."""
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = self._bulk.add("organization", name, key, kind)
            for alias in organization_aliases(name):
                if alias not in self._ids:
                    self._ids[alias] = found
                    self._bulk.add("organization_alias", found, alias, alias)
        return found
