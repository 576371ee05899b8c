-- What is recorded stays: for this program, for the sqlite3 shell, for everybody who opens the file.
--
-- Three triggers guard each table. The one on INSERT is there because REPLACE deletes a row without asking
-- a DELETE trigger; where rows are numbered it also keeps the numbers gapless. A new row that names a rowid
-- which is taken would replace that row too; where none is named, NEW.rowid is -1 here.

CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE decision_id = NEW.decision_id)
    OR EXISTS (SELECT 1 FROM decisions WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: decisions: is there already'); END;

CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions is never updated'); END;

CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions is never deleted from'); END;

CREATE TRIGGER templates_insert BEFORE INSERT ON templates
WHEN EXISTS (SELECT 1 FROM templates WHERE name = NEW.name)
    OR EXISTS (SELECT 1 FROM templates WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: templates: is there already'); END;

CREATE TRIGGER templates_update BEFORE UPDATE ON templates
BEGIN SELECT RAISE(ABORT, 'append-only: templates is never updated'); END;

CREATE TRIGGER templates_delete BEFORE DELETE ON templates
BEGIN SELECT RAISE(ABORT, 'append-only: templates is never deleted from'); END;

CREATE TRIGGER archives_insert BEFORE INSERT ON archives
WHEN NEW.archive_id <> (SELECT COALESCE(MAX(archive_id), 0) + 1 FROM archives)
BEGIN SELECT RAISE(ABORT, 'append-only: archives: the next entry has another number'); END;

CREATE TRIGGER archives_update BEFORE UPDATE ON archives
BEGIN SELECT RAISE(ABORT, 'append-only: archives is never updated'); END;

CREATE TRIGGER archives_delete BEFORE DELETE ON archives
BEGIN SELECT RAISE(ABORT, 'append-only: archives is never deleted from'); END;

CREATE TRIGGER archived_events_insert BEFORE INSERT ON archived_events
WHEN NEW.archive_id <> (SELECT COALESCE(MAX(archive_id), 0) + 1 FROM archives)
    OR EXISTS (SELECT 1 FROM archived_events WHERE archive_id = NEW.archive_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events: this archive is closed, or holds this event already'); END;

CREATE TRIGGER archived_events_update BEFORE UPDATE ON archived_events
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events is never updated'); END;

CREATE TRIGGER archived_events_delete BEFORE DELETE ON archived_events
BEGIN SELECT RAISE(ABORT, 'append-only: archived_events is never deleted from'); END;

CREATE TRIGGER origin_insert BEFORE INSERT ON origin
WHEN EXISTS (SELECT 1 FROM origin WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: origin: is there already'); END;

CREATE TRIGGER origin_update BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'append-only: origin is never updated'); END;

CREATE TRIGGER origin_delete BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'append-only: origin is never deleted from'); END;

CREATE TRIGGER adoptions_insert BEFORE INSERT ON adoptions
WHEN NEW.adoption_id <> (SELECT COALESCE(MAX(adoption_id), 0) + 1 FROM adoptions)
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions: the next entry has another number'); END;

CREATE TRIGGER adoptions_update BEFORE UPDATE ON adoptions
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions is never updated'); END;

CREATE TRIGGER adoptions_delete BEFORE DELETE ON adoptions
BEGIN SELECT RAISE(ABORT, 'append-only: adoptions is never deleted from'); END;

CREATE TRIGGER chain_insert BEFORE INSERT ON chain
WHEN NEW.position <> (SELECT COALESCE(MAX(position), -1) + 1 FROM chain)
BEGIN SELECT RAISE(ABORT, 'append-only: chain: the next entry has another position'); END;

CREATE TRIGGER chain_update BEFORE UPDATE ON chain
BEGIN SELECT RAISE(ABORT, 'append-only: chain is never updated'); END;

CREATE TRIGGER chain_delete BEFORE DELETE ON chain
BEGIN SELECT RAISE(ABORT, 'append-only: chain is never deleted from'); END;

CREATE TRIGGER decision_events_insert BEFORE INSERT ON decision_events
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), -1) + 1 FROM decision_events WHERE decision_id = NEW.decision_id)
    OR EXISTS (SELECT 1 FROM decision_events WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'append-only: decision_events: the next event of this log has another number'); END;

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
BEGIN SELECT RAISE(ABORT, 'append-only: template_events: the next event of this log has another number'); END;

CREATE TRIGGER template_events_update BEFORE UPDATE ON template_events
BEGIN SELECT RAISE(ABORT, 'append-only: template_events is never updated'); END;

CREATE TRIGGER template_events_delete BEFORE DELETE ON template_events
BEGIN SELECT RAISE(ABORT, 'append-only: template_events is never deleted from'); END;
