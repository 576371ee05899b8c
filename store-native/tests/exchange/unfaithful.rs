//! Bundles whose digest is right, and that the store could not give back as they came.

use serde_json::{Value as Json, json};
use store_native::exchange::{ConflictMode, ImportError};

use crate::support::{Scratch, bundle, redigested, resealed};

/// A change, the pointer that the error names, and a word of its message.
type Row = (&'static str, fn(&mut Json), &'static str, &'static str);

fn set(json: &mut Json, pointer: &str, value: Json) {
    *json.pointer_mut(pointer).expect(pointer) = value;
}

fn unset(json: &mut Json, pointer: &str, member: &str) {
    json.pointer_mut(pointer).and_then(Json::as_object_mut).expect(pointer).remove(member).expect(member);
}

fn events(json: &mut Json) -> &mut Vec<Json> {
    json["events"].as_array_mut().expect("events")
}

/// A change of a payload, with the event digest of the result.
fn payload(json: &mut Json, event: usize, member: &str, value: Json) {
    let event = &mut json["events"][event];
    event["payload"][member] = value;
    redigested(event);
}

/// Everything that a row of the store, or what is derived from the rows, does not have. The base is a
/// decision that was made from a template and run.
const ROWS: &[Row] = &[
    ("version", |json| set(json, "/bundle_version", "0.6".into()), "/bundle_version", "\"0.5\""),
    ("version of another type", |json| set(json, "/bundle_version", 0.5.into()), "/bundle_version", "0.5"),
    (
        "id is a number",
        |json| set(json, "/decision/decision_id", 7.into()),
        "/decision/decision_id",
        "integer",
    ),
    ("id is empty", |json| set(json, "/decision/decision_id", "".into()), "/decision/decision_id", "empty"),
    (
        "id with a line feed",
        |json| set(json, "/decision/decision_id", "a\nb".into()),
        "/decision/decision_id",
        "U+000A",
    ),
    (
        "id with a NUL",
        |json| set(json, "/decision/decision_id", "a\0b".into()),
        "/decision/decision_id",
        "U+0000",
    ),
    (
        "id with a control character above ASCII",
        |json| set(json, "/decision/decision_id", "a\u{9b}b".into()),
        "/decision/decision_id",
        "U+009B",
    ),
    (
        "id is long",
        |json| set(json, "/decision/decision_id", "é".repeat(128).into()),
        "/decision/decision_id",
        "256",
    ),
    (
        "another id in the header",
        |json| set(json, "/decision/decision_id", "other".into()),
        "/events/0/event_id",
        "other",
    ),
    ("goal", |json| set(json, "/decision/goal", "another".into()), "/decision/goal", "another"),
    ("goal is absent", |json| unset(json, "/decision", "goal"), "/decision/goal", "null"),
    ("mode", |json| set(json, "/decision/mode", "dry".into()), "/decision/mode", "dry"),
    ("status", |json| set(json, "/decision/status", "FAILED".into()), "/decision/status", "COMPLETED"),
    ("status of another type", |json| set(json, "/decision/status", true.into()), "/decision/status", "true"),
    (
        "time of creation",
        |json| set(json, "/decision/created_at", "2026-11-22T00:00:00+00:00".into()),
        "/decision/created_at",
        "2026-11-22T00:00:00",
    ),
    (
        "time of creation in another form",
        |json| {
            let text = json["decision"]["created_at"].as_str().unwrap_or_default().replace("+00:00", "Z");
            set(json, "/decision/created_at", text.into());
        },
        "/decision/created_at",
        "Z",
    ),
    ("an event is missing", |json| drop(events(json).remove(3)), "/events/3/seq", "SEQ_GAP"),
    ("the first event is missing", |json| drop(events(json).remove(0)), "/events/0/seq", "SEQ_GAP"),
    (
        "an event stands twice",
        |json| {
            let event = events(json)[2].clone();
            events(json).insert(2, event);
        },
        "/events/3/seq",
        "SEQ_GAP",
    ),
    ("events out of order", |json| events(json).swap(1, 2), "/events/1/seq", "SEQ_GAP"),
    (
        "a number with a fraction",
        |json| set(json, "/events/1/seq", 1.0.into()),
        "/events/1/seq",
        "WRONG_TYPE",
    ),
    ("a number as text", |json| set(json, "/events/1/seq", "1".into()), "/events/1/seq", "WRONG_TYPE"),
    ("a negative number", |json| set(json, "/events/0/seq", (-1).into()), "/events/0/seq", "OUT_OF_RANGE"),
    ("a large number", |json| set(json, "/events/1/seq", u64::MAX.into()), "/events/1/seq", "OUT_OF_RANGE"),
    ("type", |json| set(json, "/events/2/type", "APPROVED".into()), "/events/2/type", "UNKNOWN_EVENT_TYPE"),
    ("type is null", |json| set(json, "/events/2/type", Json::Null), "/events/2/type", "WRONG_TYPE"),
    (
        "another type",
        |json| set(json, "/events/2/type", "TEMPLATE_CREATED".into()),
        "/events/2/digest",
        "digest",
    ),
    ("time", |json| set(json, "/events/2/ts", "yesterday".into()), "/events/2/ts", "BAD_TIMESTAMP"),
    ("time is a number", |json| set(json, "/events/2/ts", 1.into()), "/events/2/ts", "WRONG_TYPE"),
    (
        "time with a Z",
        |json| set(json, "/events/2/ts", "2026-11-22T20:12:08.842655Z".into()),
        "/events/2/ts",
        "+00:00",
    ),
    (
        "time with a fraction of zero",
        |json| set(json, "/events/2/ts", "2026-11-22T20:12:08.000000+00:00".into()),
        "/events/2/ts",
        "08+00:00",
    ),
    (
        "time with more digits",
        |json| set(json, "/events/2/ts", "2026-11-22T20:12:08.1234567+00:00".into()),
        "/events/2/ts",
        ".123456+00:00",
    ),
    ("actor is absent", |json| unset(json, "/events/2", "actor"), "/events/2/actor", "MISSING_MEMBER"),
    ("actor is a text", |json| set(json, "/events/2/actor", "alice".into()), "/events/2/actor", "WRONG_TYPE"),
    (
        "actor without type",
        |json| unset(json, "/events/2/actor", "type"),
        "/events/2/actor/type",
        "MISSING_MEMBER",
    ),
    (
        "actor id is a number",
        |json| set(json, "/events/2/actor/id", 7.into()),
        "/events/2/actor/id",
        "WRONG_TYPE",
    ),
    (
        "actor id is null",
        |json| set(json, "/events/2/actor/id", Json::Null),
        "/events/2/actor/id",
        "WRONG_TYPE",
    ),
    (
        "actor with another member",
        |json| set(json, "/events/2/actor", json!({"type": "human", "id": "a", "role": "cto"})),
        "/events/2/actor",
        "role",
    ),
    ("event digest", |json| set(json, "/events/2/digest", "0".repeat(64).into()), "/events/2/digest", "000"),
    ("event digest is absent", |json| unset(json, "/events/2", "digest"), "/events/2/digest", "no string"),
    (
        "event digest in upper case",
        |json| {
            let text = json["events"][2]["digest"].as_str().unwrap_or_default().to_uppercase();
            set(json, "/events/2/digest", text.into());
        },
        "/events/2/digest",
        "digest",
    ),
    (
        "event digest with a prefix",
        |json| {
            let text = format!("sha256:{}", json["events"][2]["digest"].as_str().unwrap_or_default());
            set(json, "/events/2/digest", text.into());
        },
        "/events/2/digest",
        "sha256:",
    ),
    ("event id", |json| set(json, "/events/2/event_id", "evt_x_2".into()), "/events/2/event_id", "evt_x_2"),
    (
        "event id is a number",
        |json| set(json, "/events/2/event_id", 2.into()),
        "/events/2/event_id",
        "no string",
    ),
    ("id of an event", |json| set(json, "/events/2/decision_id", "x".into()), "/events/2/decision_id", "x"),
    (
        "payload is a list",
        |json| set(json, "/events/2/payload", json!([])),
        "/events/2/payload",
        "WRONG_TYPE",
    ),
    ("payload is null", |json| set(json, "/events/2/payload", Json::Null), "/events/2/payload", "WRONG_TYPE"),
    (
        "payload is absent",
        |json| unset(json, "/events/0", "payload"),
        "/events/0/payload/goal",
        "MISSING_MEMBER",
    ),
    (
        "payload has another value",
        |json| set(json, "/events/0/payload/plan", "x".into()),
        "/events/0/digest",
        "digest",
    ),
    ("goal is a number", |json| payload(json, 0, "goal", 7.into()), "/events/0/payload/goal", "WRONG_TYPE"),
    (
        "approvals as text",
        |json| payload(json, 1, "min_approvals", "1".into()),
        "/events/1/payload/min_approvals",
        "WRONG_TYPE",
    ),
    (
        "no approvals",
        |json| payload(json, 1, "min_approvals", 0.into()),
        "/events/1/payload/min_approvals",
        "OUT_OF_RANGE",
    ),
    (
        "unknown mode",
        |json| payload(json, 1, "allowed_modes", json!(["apply", "x"])),
        "/events/1/payload/allowed_modes/1",
        "UNKNOWN_MODE",
    ),
    (
        "expiry without offset",
        |json| payload(json, 2, "expires_at", "2027-01-01T00:00:00".into()),
        "/events/2/payload/expires_at",
        "NO_OFFSET",
    ),
    ("another goal in the event", |json| payload(json, 0, "goal", "x".into()), "/decision/goal", "\"x\""),
    (
        "name of the template",
        |json| set(json, "/template_snapshot/name", "x".into()),
        "/template_snapshot/name",
        "x",
    ),
    (
        "digest of the template without its prefix",
        |json| {
            let text =
                json["template_snapshot"]["digest"].as_str().unwrap_or_default().replace("sha256:", "");
            set(json, "/template_snapshot/digest", text.into());
        },
        "/template_snapshot/digest",
        "sha256:",
    ),
    (
        "snapshot",
        |json| set(json, "/template_snapshot/snapshot/min_approvals", 9.into()),
        "/template_snapshot/snapshot/min_approvals",
        "9",
    ),
    (
        "snapshot is absent",
        |json| unset(json, "/template_snapshot", "snapshot"),
        "/template_snapshot/snapshot",
        "null",
    ),
    ("template is absent", |json| unset(json, "", "template_snapshot"), "/template_snapshot/present", "true"),
    ("run", |json| set(json, "/router_link/run_id", "x".into()), "/router_link/run_id", "\"x\""),
    ("run is a number", |json| set(json, "/router_link/run_id", 1.into()), "/router_link/run_id", "1"),
    ("run is absent", |json| unset(json, "/router_link", "run_id"), "/router_link/run_id", "nothing"),
    (
        "adapter is null",
        |json| set(json, "/router_link/adapter_id", Json::Null),
        "/router_link/adapter_id",
        "nothing",
    ),
    ("link is absent", |json| unset(json, "", "router_link"), "/router_link/adapter_id", "nothing"),
    (
        "link digest",
        |json| set(json, "/router_link/control_router_link_digest", "sha256:0".into()),
        "/router_link/control_router_link_digest",
        "sha256:0",
    ),
];

/// Defends that nothing is imported that would not come out again as it came: each difference is refused,
/// with the place in the text and the part that it is in, and nothing is recorded.
#[test]
fn what_would_not_come_out_again_is_refused() {
    let mut scratch = Scratch::new();
    scratch.import(&bundle("08-plain.json").to_string(), ConflictMode::Reject).unwrap();
    let before = scratch.rows();
    for (name, change, pointer, word) in ROWS {
        let mut json = bundle("01-template.json");
        change(&mut json);
        let text = resealed(&json);
        let error = scratch.import(&text, ConflictMode::Reject).map(|_| name).unwrap_err();
        assert_eq!(error.code(), "REPLAY_INVALID", "{name}: {error}");
        assert!(error.is_refusal() && !error.ends_transaction(), "{name}");
        let place = error.place().unwrap();
        assert_eq!(place.pointer, *pointer, "{name}: {error}");
        assert!(place.offset < text.len(), "{name}");
        assert!(error.to_string().contains(word), "{name}: {error}");
        let ImportError::ReplayInvalid(misfit) = &error else { panic!("{name}") };
        assert!(error.to_string().starts_with(&misfit.part()), "{name}: {error}");
        assert_eq!(scratch.rows(), before, "{name}");
    }
    // Without a change, it is imported.
    scratch.import(&resealed(&bundle("01-template.json")), ConflictMode::Reject).unwrap();
}

/// Defends that the message says which part it is.
#[test]
fn an_error_names_the_part() {
    let mut scratch = Scratch::new();
    for (change, expected) in [
        (ROWS[0].1, "the version: the bundle has \"0.6\", but the store would export \"0.5\""),
        (
            |json: &mut Json| set(json, "/decision/status", "FAILED".into()),
            "the member status of the header: the bundle has \"FAILED\", but the store would export \
             \"COMPLETED\"",
        ),
        (
            |json: &mut Json| set(json, "/events/1/event_id", "x".into()),
            "event 1: event_id is \"x\", where \"evt_011083a5-586a-45dc-a5ba-83671ae809f6_1\" is required",
        ),
        (
            |json: &mut Json| set(json, "/template_snapshot/name", "x".into()),
            "the template snapshot: the bundle has \"x\", but the store would export \"tpl-1-1\"",
        ),
        (
            |json: &mut Json| set(json, "/router_link/run_id", "x".into()),
            "the router link: the bundle has \"x\", but the store would export \"run-1-1\"",
        ),
    ] as [(fn(&mut Json), &str); 5]
    {
        let mut json = bundle("01-template.json");
        change(&mut json);
        let error = scratch.import(&resealed(&json), ConflictMode::Reject).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

/// Defends that ids of any other kind are taken as they are.
#[test]
fn other_ids_are_kept() {
    let mut scratch = Scratch::new();
    for id in ["-", "--help", " a b ", "a/b", "../x", "ü", "'; DROP TABLE decisions; --", &"x".repeat(255)] {
        let base = bundle("00-plain.json");
        let mut json = base.clone();
        set(&mut json, "/decision/decision_id", id.into());
        for (seq, event) in events(&mut json).iter_mut().enumerate() {
            event["decision_id"] = id.into();
            event["event_id"] = format!("evt_{id}_{seq}").into();
        }
        // The link is about the decision too.
        let link = verifier_core::decision::link_digest(
            id,
            json["router_link"]["run_id"].as_str().unwrap(),
            json["events"][4]["payload"]["router_request_digest"].as_str(),
            json["events"][5]["payload"]["response_digest"].as_str(),
        );
        set(&mut json, "/router_link/control_router_link_digest", link.prefixed().to_string().into());
        let imported =
            scratch.import(&resealed(&json), ConflictMode::Reject).unwrap_or_else(|e| panic!("{id}: {e}"));
        assert_eq!(imported.decision_id, id);
        assert_eq!(scratch.store.log(id).unwrap().events.len(), 6);
    }
    scratch.assert_sound();
}
