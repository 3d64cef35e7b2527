-- Mailboxes: folders that somebody made, items with their attachments, and what has become of them.

-- There as soon as something is put into it. What it counts never goes back, and no id is ever another mailbox's: what
-- a process remembers of one is never taken for another's.
CREATE TABLE mailboxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL UNIQUE REFERENCES people (id) ON DELETE CASCADE,
    head INTEGER NOT NULL DEFAULT 0,
    last_folder INTEGER NOT NULL DEFAULT 999,
    last_item INTEGER NOT NULL DEFAULT 0,
    items INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE folders (
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    folder_class TEXT NOT NULL,
    display_name TEXT NOT NULL,
    entered INTEGER NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (mailbox, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_folders (
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (mailbox, number)
) STRICT, WITHOUT ROWID;

-- Of each folder that ever held an item, made or not: how many it holds, and the last change among them. Who follows a
-- folder in which nothing happened reads this row alone.
CREATE TABLE folder_states (
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    folder INTEGER NOT NULL,
    items INTEGER NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

-- id is mailbox * 2^32 + the item's number, so that the items of a mailbox lie together and one is found without an
-- index. content is what core/items/item_encoding.cpp makes of the item; it comes last, so that the other columns are
-- read without touching it.
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    folder INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    change INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    has_attachments INTEGER NOT NULL CHECK (has_attachments IN (0, 1)),
    has_picture INTEGER NOT NULL CHECK (has_picture IN (0, 1)),
    last_attachment INTEGER NOT NULL,
    touched_known_since INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE INDEX items_by_folder ON items (mailbox, folder);
CREATE INDEX items_by_change ON items (mailbox, folder, change);

CREATE TABLE removed_items (
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    folder INTEGER NOT NULL,
    change INTEGER NOT NULL,
    number INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder, change)
) STRICT, WITHOUT ROWID;

-- What the last updates of an item have touched: a bit a slot. After touched_known_since all of it is here.
CREATE TABLE touches (
    item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    change INTEGER NOT NULL,
    slots BLOB NOT NULL CHECK (length(slots) = 32),
    PRIMARY KEY (item, change)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE ON UPDATE CASCADE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content_id TEXT NOT NULL,
    content_location TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    is_inline INTEGER NOT NULL CHECK (is_inline IN (0, 1)),
    is_contact_photo INTEGER NOT NULL CHECK (is_contact_photo IN (0, 1)),
    UNIQUE (item, number)
) STRICT;

-- Apart from their descriptions, of which many are read for each that is fetched.
CREATE TABLE attachment_bytes (
    attachment INTEGER PRIMARY KEY REFERENCES attachments (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE folder_permissions (
    mailbox INTEGER NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    folder INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role INTEGER NOT NULL CHECK (role IN (1, 2)),
    PRIMARY KEY (mailbox, folder, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX folder_permissions_by_person ON folder_permissions (person);
