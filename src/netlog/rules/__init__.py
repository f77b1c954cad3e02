"""The field's knowledge as pure functions of values: no IO, no SQL, no Rich, no pydantic, no clock."""
