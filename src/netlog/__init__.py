"""netlog keeps the people, introductions and coffees of a job search, and says whom you owe and whom to ask."""

__version__ = "0.1.0"
