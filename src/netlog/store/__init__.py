"""The database: connection, journal, views, one reader function a screen, one writer function a use case."""
