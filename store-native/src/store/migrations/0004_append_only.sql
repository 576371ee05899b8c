-- What is recorded stays: for this program, for the sqlite3 shell, for everybody who opens the file.
--
-- The four tables of the format can be inserted into by everybody, because the reference implementation does.
-- The triggers on INSERT are there because REPLACE deletes rows without asking a DELETE trigger: those with the
-- same key, with the same rowid, or with the same value in whatever unique index somebody has added. They also
-- keep the numbers of a log gapless, and values of other types out. Where no rowid is named, NEW.rowid is -1
-- before the row is there, so such a rowid must not exist.

CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE decision_id = NEW.decision_id)
    OR EXISTS (SELECT 1 FROM decisions WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: decisions: the row is there already'); END;

CREATE TRIGGER decisions_values AFTER INSERT ON decisions
WHEN NEW.rowid < 1
    OR typeof(NEW.decision_id) <> 'text'
    OR typeof(NEW.created_at) <> 'text'
    OR EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'index' AND tbl_name = 'decisions' COLLATE NOCASE
        AND sql LIKE 'CREATE UNIQUE%')
BEGIN SELECT RAISE(ABORT, 'append-only: decisions: a value of another type, or an index of somebody else'); END;

CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions is never updated'); END;

CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions is never deleted from'); END;

CREATE TRIGGER templates_insert BEFORE INSERT ON templates
WHEN EXISTS (SELECT 1 FROM templates WHERE name = NEW.name)
    OR EXISTS (SELECT 1 FROM templates WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: templates: the row is there already'); END;

CREATE TRIGGER templates_values AFTER INSERT ON templates
WHEN NEW.rowid < 1
    OR typeof(NEW.name) <> 'text'
    OR typeof(NEW.description) <> 'text'
    OR typeof(NEW.allowed_modes) <> 'text'
    OR typeof(NEW.require_adapter_capabilities) <> 'text'
    OR typeof(NEW.labels) <> 'text'
    OR typeof(NEW.created_at) <> 'text'
    OR typeof(NEW.created_by_type) <> 'text'
    OR typeof(NEW.created_by_id) <> 'text'
    OR typeof(NEW.digest) <> 'text'
    OR typeof(NEW.min_approvals) <> 'integer'
    OR typeof(NEW.max_steps) NOT IN ('integer', 'null')
    OR EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'index' AND tbl_name = 'templates' COLLATE NOCASE
        AND sql LIKE 'CREATE UNIQUE%')
BEGIN SELECT RAISE(ABORT, 'append-only: templates: a value of another type, or an index of somebody else'); END;

CREATE TRIGGER templates_update BEFORE UPDATE ON templates
BEGIN SELECT RAISE(ABORT, 'append-only: templates is never updated'); END;

CREATE TRIGGER templates_delete BEFORE DELETE ON templates
BEGIN SELECT RAISE(ABORT, 'append-only: templates is never deleted from'); END;

CREATE TRIGGER decision_events_insert BEFORE INSERT ON decision_events
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), -1) + 1 FROM decision_events WHERE decision_id = NEW.decision_id)
    OR EXISTS (SELECT 1 FROM decision_events WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: decision_events: the next event of this log has another number, or the row is there already'); END;

CREATE TRIGGER decision_events_values AFTER INSERT ON decision_events
WHEN NEW.rowid < 1
    OR typeof(NEW.decision_id) <> 'text'
    OR typeof(NEW.event_type) <> 'text'
    OR typeof(NEW.ts) <> 'text'
    OR typeof(NEW.actor_type) <> 'text'
    OR typeof(NEW.actor_id) <> 'text'
    OR typeof(NEW.payload) <> 'text'
    OR typeof(NEW.digest) <> 'text'
    OR typeof(NEW.seq) <> 'integer'
    OR EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'index' AND tbl_name = 'decision_events' COLLATE NOCASE
        AND sql LIKE 'CREATE UNIQUE%')
BEGIN SELECT RAISE(ABORT, 'append-only: decision_events: a value of another type, or an index of somebody else'); END;

CREATE TRIGGER decision_events_update BEFORE UPDATE ON decision_events
BEGIN SELECT RAISE(ABORT, 'append-only: decision_events is never updated'); END;

-- An event leaves the log only into an archive that is still open: as it stands, in the same transaction.
CREATE TRIGGER decision_events_delete BEFORE DELETE ON decision_events
WHEN NOT EXISTS (
    SELECT 1 FROM archived_events AS kept
    WHERE kept.archive_id > (SELECT COALESCE(MAX(archive_id), 0) FROM archives)
        AND kept.decision_id = OLD.decision_id
        AND kept.seq = OLD.seq
        AND kept.event_type = OLD.event_type
        AND kept.ts = OLD.ts
        AND kept.actor_type = OLD.actor_type
        AND kept.actor_id = OLD.actor_id
        AND kept.payload = OLD.payload
        AND kept.digest = OLD.digest
)
BEGIN SELECT RAISE(ABORT, 'append-only: decision_events is never deleted from'); END;

CREATE TRIGGER template_events_insert BEFORE INSERT ON template_events
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), -1) + 1 FROM template_events WHERE template_name = NEW.template_name)
    OR EXISTS (SELECT 1 FROM template_events WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: template_events: the next event of this log has another number, or the row is there already'); END;

CREATE TRIGGER template_events_values AFTER INSERT ON template_events
WHEN NEW.rowid < 1
    OR typeof(NEW.template_name) <> 'text'
    OR typeof(NEW.event_type) <> 'text'
    OR typeof(NEW.ts) <> 'text'
    OR typeof(NEW.actor_type) <> 'text'
    OR typeof(NEW.actor_id) <> 'text'
    OR typeof(NEW.payload) <> 'text'
    OR typeof(NEW.digest) <> 'text'
    OR typeof(NEW.seq) <> 'integer'
    OR EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'index' AND tbl_name = 'template_events' COLLATE NOCASE
        AND sql LIKE 'CREATE UNIQUE%')
BEGIN SELECT RAISE(ABORT, 'append-only: template_events: a value of another type, or an index of somebody else'); END;

CREATE TRIGGER template_events_update BEFORE UPDATE ON template_events
BEGIN SELECT RAISE(ABORT, 'append-only: template_events is never updated'); END;

CREATE TRIGGER template_events_delete BEFORE DELETE ON template_events
BEGIN SELECT RAISE(ABORT, 'append-only: template_events is never deleted from'); END;

-- The other tables are written by this program alone: it gives its connections the function that the triggers
-- ask. Elsewhere there is no such function, so nothing can be inserted, and no event can get into an archive.

CREATE TRIGGER archives_insert BEFORE INSERT ON archives
WHEN nexus_attest_writes() IS NOT 1
    OR NEW.archive_id <> (SELECT COALESCE(MAX(archive_id), 0) + 1 FROM archives)
BEGIN SELECT RAISE(ABORT, 'append-only: archives: the next entry has another number'); END;

CREATE TRIGGER archives_update BEFORE UPDATE ON archives
BEGIN SELECT RAISE(ABORT, 'append-only: archives is never updated'); END;

CREATE TRIGGER archives_delete BEFORE DELETE ON archives
BEGIN SELECT RAISE(ABORT, 'append-only: archives is never deleted from'); END;

CREATE TRIGGER archived_events_insert BEFORE INSERT ON archived_events
WHEN nexus_attest_writes() IS NOT 1
    OR NEW.archive_id <> (SELECT COALESCE(MAX(archive_id), 0) + 1 FROM archives)
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events: the next entry has another number'); END;

CREATE TRIGGER archived_events_update BEFORE UPDATE ON archived_events
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events is never updated'); END;

CREATE TRIGGER archived_events_delete BEFORE DELETE ON archived_events
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events is never deleted from'); END;

CREATE TRIGGER origin_insert BEFORE INSERT ON origin
WHEN nexus_attest_writes() IS NOT 1
    OR EXISTS (SELECT 1 FROM origin)
BEGIN SELECT RAISE(ABORT, 'append-only: origin: the next entry has another number'); END;

CREATE TRIGGER origin_update BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'append-only: origin is never updated'); END;

CREATE TRIGGER origin_delete BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'append-only: origin is never deleted from'); END;

CREATE TRIGGER adoptions_insert BEFORE INSERT ON adoptions
WHEN nexus_attest_writes() IS NOT 1
    OR NEW.adoption_id <> (SELECT COALESCE(MAX(adoption_id), 0) + 1 FROM adoptions)
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions: the next entry has another number'); END;

CREATE TRIGGER adoptions_update BEFORE UPDATE ON adoptions
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions is never updated'); END;

CREATE TRIGGER adoptions_delete BEFORE DELETE ON adoptions
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions is never deleted from'); END;

CREATE TRIGGER chain_insert BEFORE INSERT ON chain
WHEN nexus_attest_writes() IS NOT 1
    OR NEW.position <> (SELECT COALESCE(MAX(position), -1) + 1 FROM chain)
BEGIN SELECT RAISE(ABORT, 'append-only: chain: the next entry has another number'); END;

CREATE TRIGGER chain_update BEFORE UPDATE ON chain
BEGIN SELECT RAISE(ABORT, 'append-only: chain is never updated'); END;

CREATE TRIGGER chain_delete BEFORE DELETE ON chain
BEGIN SELECT RAISE(ABORT, 'append-only: chain is never deleted from'); END;
