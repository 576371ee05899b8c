-- What lists are read from. Nothing is recorded here: every row can be derived from the log, and a check
-- of the store derives it again.

CREATE INDEX decisions_created ON decisions(created_at, decision_id);

CREATE TABLE decision_phases (
    decision_id TEXT PRIMARY KEY,
    phase TEXT NOT NULL,
    created_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX decision_phases_listed ON decision_phases(phase, created_at, decision_id);

CREATE TABLE decision_labels (
    label TEXT NOT NULL,
    created_at TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    PRIMARY KEY (label, created_at, decision_id)
) WITHOUT ROWID;

CREATE INDEX decision_labels_decision ON decision_labels(decision_id);
