"""Other programs' files: each format sniffs, reads into rows, and names what it could not take."""
