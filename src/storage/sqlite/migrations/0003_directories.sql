-- People as directories elsewhere have them, and what a mirror of such a directory keeps.

ALTER TABLE people ADD COLUMN initials TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN culture TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN street TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN postal_code TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN home_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN mobile_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN pager TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN fax TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN assistant TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN assistant_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phonetic_name TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phonetic_given_name TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phonetic_surname TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN kind TEXT NOT NULL DEFAULT 'mailbox' CHECK (kind IN ('mailbox', 'group', 'contact'));
-- The directory that a person is mirrored from; '' for our own.
ALTER TABLE people ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- A person's addresses now lie together and in their order, so that a person is read, and everybody's primary address
-- walked over, from neighbouring pages. The index is as good as a key for finding by address: it holds the person.
CREATE TABLE addresses_of_people (
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    folded TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

INSERT INTO addresses_of_people (person, position, folded, text)
SELECT person, position, folded, text FROM addresses ORDER BY person, position;
DROP TABLE addresses;
ALTER TABLE addresses_of_people RENAME TO addresses;
CREATE UNIQUE INDEX addresses_by_folded ON addresses (folded);

-- Proxy addresses that are none of mail: "sip:...". Two people may have the same.
CREATE TABLE proxies (
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    folded TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX proxies_by_folded ON proxies (folded);

-- Whom people and groups point to: a folded address of anybody's, or the folded distinguished name of somebody in the
-- same directory. Whoever is meant may come later, or never.
CREATE TABLE managers (
    person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    target TEXT NOT NULL
) STRICT;

CREATE INDEX managers_by_target ON managers (target);

CREATE TABLE members (
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

-- The distinguished names of who is mirrored. While names are handed on, two people may have the same for a moment.
CREATE TABLE mirrored (
    source TEXT NOT NULL,
    dn TEXT NOT NULL,
    person INTEGER NOT NULL UNIQUE REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (source, dn, person)
) STRICT, WITHOUT ROWID;

-- Where reading a directory goes on.
CREATE TABLE mirror_cookies (
    source TEXT NOT NULL PRIMARY KEY,
    cookie BLOB NOT NULL
) STRICT, WITHOUT ROWID;
