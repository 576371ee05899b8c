-- The event log and the templates, in the tables of the reference implementation: the same names, columns
-- and types, so that either program opens what the other one wrote. A file of the reference has them
-- already, or the first two of them.

CREATE TABLE IF NOT EXISTS decisions (
    decision_id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS decision_events (
    decision_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    ts TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (decision_id, seq),
    FOREIGN KEY (decision_id) REFERENCES decisions(decision_id)
);

CREATE INDEX IF NOT EXISTS idx_events_decision ON decision_events(decision_id);

CREATE INDEX IF NOT EXISTS idx_events_type ON decision_events(event_type);

CREATE TABLE IF NOT EXISTS templates (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    min_approvals INTEGER NOT NULL,
    allowed_modes TEXT NOT NULL,
    require_adapter_capabilities TEXT NOT NULL,
    max_steps INTEGER,
    labels TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by_type TEXT NOT NULL,
    created_by_id TEXT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS template_events (
    template_name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    ts TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (template_name, seq)
);

CREATE INDEX IF NOT EXISTS idx_template_events_name ON template_events(template_name);
