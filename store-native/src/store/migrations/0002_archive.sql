-- Where a log goes that an import replaces. The row of `archives` is written last: as long as it is not
-- there the archive is open, and what has been copied into it may leave the log (see the next migration).

CREATE TABLE archives (
    archive_id INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL REFERENCES decisions(decision_id),
    archived_at TEXT NOT NULL,
    replaced_by TEXT NOT NULL,
    events INTEGER NOT NULL
);

CREATE INDEX archives_decision ON archives(decision_id);

CREATE TABLE archived_events (
    archive_id INTEGER NOT NULL REFERENCES archives(archive_id) DEFERRABLE INITIALLY DEFERRED,
    decision_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    ts TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (archive_id, seq)
) WITHOUT ROWID;
