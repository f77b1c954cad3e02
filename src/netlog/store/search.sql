-- Search by the start of a word in a name: the one file in SQLite's own dialect.
-- The triggers keep it equal to contact. Nothing is ranked by it, so no lengths are kept; and no index of prefixes: it
-- was a fortieth of an import's work, and saves a search of two letters among 100,000 people about 1 ms.
-- (Databases of before have both, until a migration builds the index anew; it finds the same.)

CREATE VIRTUAL TABLE contact_search USING fts5 (
  name_key, nickname_key,
  content = 'contact', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER contact_search_insert AFTER INSERT ON contact BEGIN
  INSERT INTO contact_search (rowid, name_key, nickname_key) VALUES (new.id, new.name_key, new.nickname_key);
END;

CREATE TRIGGER contact_search_delete AFTER DELETE ON contact BEGIN
  INSERT INTO contact_search (contact_search, rowid, name_key, nickname_key)
  VALUES ('delete', old.id, old.name_key, old.nickname_key);
END;

CREATE TRIGGER contact_search_update AFTER UPDATE OF name_key, nickname_key ON contact BEGIN
  INSERT INTO contact_search (contact_search, rowid, name_key, nickname_key)
  VALUES ('delete', old.id, old.name_key, old.nickname_key);
  INSERT INTO contact_search (rowid, name_key, nickname_key) VALUES (new.id, new.name_key, new.nickname_key);
END;
