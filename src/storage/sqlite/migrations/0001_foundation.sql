-- People, their photos, who can sign in, and what has changed.
-- A migration that was released is never edited: the next one changes what it made.

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    guid BLOB NOT NULL UNIQUE CHECK (length(guid) = 16),
    display_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    surname TEXT NOT NULL,
    alias TEXT NOT NULL,
    company TEXT NOT NULL,
    department TEXT NOT NULL,
    title TEXT NOT NULL,
    office TEXT NOT NULL,
    phone TEXT NOT NULL,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1))
) STRICT;

-- The address at position 0 is the primary one.
CREATE TABLE addresses (
    folded TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (person, position)
) STRICT, WITHOUT ROWID;

-- The directory's own pictures.
CREATE TABLE thumbnails (
    person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    etag TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- What is known of a mailbox photo besides its renditions; no row: there never was one.
-- renditions says how many belong to it, so that a lost one is noticed.
CREATE TABLE photo_states (
    person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    renditions INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- The renditions. A table with row ids, not one keyed by (person, code): pictures inside a key's
-- b-tree would leave a page room for one entry and make every search walk over them.
-- bytes comes last, so that the other columns are read without touching it.
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    code INTEGER NOT NULL,
    edge_px INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    etag TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (person, code)
) STRICT;

CREATE TABLE accounts (
    folded TEXT NOT NULL PRIMARY KEY,
    folded_local_part TEXT NOT NULL,
    address TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'admin'))
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_by_local_part ON accounts (folded_local_part);

-- Every write leaves a row here in its own transaction; old ones are dropped in time.
-- person is a guid, since the row it named may be gone; NULL: accounts, or many people at once.
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'people', 'accounts')),
    person BLOB
) STRICT;
