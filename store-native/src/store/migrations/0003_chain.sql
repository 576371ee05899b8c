-- The hash chain over everything that is recorded, in the order in which it was recorded.

CREATE TABLE origin (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    store_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE adoptions (
    adoption_id INTEGER PRIMARY KEY,
    adopted_at TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_position INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    events INTEGER NOT NULL,
    templates INTEGER NOT NULL,
    template_events INTEGER NOT NULL
);

CREATE TABLE chain (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    seq INTEGER NOT NULL,
    record BLOB NOT NULL,
    head BLOB NOT NULL
);

CREATE INDEX chain_subject ON chain(subject, kind, seq);
