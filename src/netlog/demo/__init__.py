"""The demo's invented people and the half-year of commands that `netlog demo` runs for them."""
