// A package as the format has it, built from the words that are to stand in it.

import { digest, seal, sealEvents } from "./seal.js";

const hash = "0123456789abcdef".repeat(4);

/** A moment, so many seconds after the decision was created. */
const at = (seconds) => new Date(Date.UTC(2026, 10, 22, 20, 0, seconds)).toISOString().replace(".000Z", "+00:00");

/** The events of a decision, added one after the other. */
class Log {
  constructor(id) {
    this.id = id;
    this.events = [];
  }

  add(type, payload, actor, kind = "human") {
    const seq = this.events.length;
    this.events.push({
      event_id: `evt_${this.id}_${seq}`,
      decision_id: this.id,
      seq,
      type,
      payload,
      ts: at(seq),
      actor: { type: kind, id: actor },
      digest: "",
    });
    return this;
  }
}

/**
 * A sealed package. `say(field)` gives the text of each field; what it leaves undefined is something harmless.
 * `more(log)` adds further events before the run, `runs(log)` before the last of the runs; `failed` lets the run fail;
 * `extra` is put at every place where the format allows any JSON; with `strange` there are members that it does not know;
 * with `alone` who approves is one person where every field says the same, which is too few.
 */
export function built({
  say = () => undefined, more, runs, labels, failed = false, embedded = false, extra, strange = false, alone = false,
} = {}) {
  const text = (field, harmless) => say(field) ?? harmless;
  // Approvals count by the names of those who approve, so where every field says the same they end differently.
  const somebody = (field, harmless, ending) => (say(field) === undefined ? harmless : `${say(field)}${alone ? "" : ending}`);
  const id = text("decision_id", "dec-1");
  const adapter = text("adapter", "subprocess:echo");
  const goal = text("goal", "Rotate the signing key");
  const plan = text("plan", "Rotate, verify, revoke.");
  const created = {
    goal, plan, requested_mode: "apply",
    labels: labels ?? [text("label", "prod"), text("label2", "keys")],
  };
  const capabilities = [text("capability", "timeout")];
  const rules = {
    allowed_modes: ["dry_run", "apply"], labels: [], max_steps: 9, min_approvals: 2,
    require_adapter_capabilities: capabilities,
  };
  const template = text("template", "two-person");
  const snapshot = {
    ...rules, min_approvals: 1, template_name: template, template_description: text("template_description", "Two people"),
  };
  const overrides = extra === undefined ? { min_approvals: 2 } : { min_approvals: 2, extra };
  const kind = text("actor_kind", "human");
  // Whose approval counts has to be a person, or a check asks about it.
  const counted = alone ? kind : "human";
  const log = new Log(id)
    .add("DECISION_CREATED", created, text("requester", "requester@example.com"))
    .add("POLICY_ATTACHED", {
      ...rules, template_name: template, template_digest: hash, template_snapshot: snapshot, overrides_applied: overrides,
    }, text("requester", "requester@example.com"))
    .add("APPROVAL_GRANTED", { expires_at: null, comment: text("comment", "ok") }, somebody("approver", "a@example.com", " 1"), counted)
    .add("APPROVAL_GRANTED", { expires_at: null }, "second@example.com")
    .add("APPROVAL_GRANTED", { expires_at: null, comment: text("comment", "ok") }, somebody("revoked", "c@example.com", " 2"), kind)
    .add("APPROVAL_REVOKED", { reason: text("reason", "left the team") }, somebody("revoked", "c@example.com", " 2"), kind);
  more?.(log);
  runs?.(log);
  log.add("EXECUTION_REQUESTED", { adapter_id: adapter, dry_run: false }, text("runner", "scheduler"), "system");
  const request = digest({
    goal, adapter_id: adapter, dry_run: false, plan, max_steps: 9, require_capabilities: capabilities,
  });
  const run = text("run", "run-1");
  log.add("EXECUTION_STARTED", { router_request_digest: request }, "nexus-control", "system");
  if (failed) {
    const error = { error_code: text("error_code", "E_RUN"), error_message: text("error", "it did not work") };
    log.add("EXECUTION_FAILED", { ...error, run_id: run }, "nexus-control", "system");
  } else {
    log.add("EXECUTION_COMPLETED", { run_id: run, response_digest: hash, steps_executed: 3 }, "nexus-control", "system");
  }
  // Too late for the run, and by who asked for it.
  if (say("late") !== undefined) log.add("APPROVAL_GRANTED", { expires_at: at(800) }, say("late"));
  const records = () => ({ records: [{ prov_id: "", method_id: "", inputs: [], outputs: [] }] });
  const it = {
    package_version: "0.6",
    control_bundle: {
      bundle_version: "0.5",
      decision: {
        decision_id: id, goal, mode: "apply", created_at: log.events[0].ts, status: failed ? "FAILED" : "COMPLETED",
      },
      events: log.events,
      template_snapshot: { present: true, name: template, digest: `sha256:${hash}`, snapshot, overrides },
      router_link: {
        run_id: run, adapter_id: adapter, router_request_digest: `sha256:${request}`,
        ...(failed ? {} : { router_result_digest: `sha256:${hash}` }), control_router_link_digest: "",
      },
      integrity: { alg: "sha256", canonical_digest: "" },
      provenance: records(),
      meta: { exported_at: at(900), note: text("meta", "none") },
    },
    router: embedded
      ? {
          mode: "embedded",
          bundle: {
            run: { run_id: run, note: text("router", "none") }, extra,
            integrity: { alg: "sha256", canonical_digest: `sha256:${hash}` },
          },
        }
      : { mode: "reference", ref: { run_id: run, digest: `sha256:${hash}` } },
    binding: {},
    integrity: { alg: "sha256", binding_digest: "" },
    provenance: records(),
    meta: { exported_at: at(900) },
  };
  // Where anything may stand, names are text of the package too.
  const key = say("key");
  if (key !== undefined) {
    it.meta[key] = { [key]: { [key]: [key] } };
    it.control_bundle.meta[key] = key;
    if (strange) {
      it[key] = { [key]: { [key]: [key] } };
      it.control_bundle.decision[key] = key;
    }
  }
  if (extra !== undefined) Object.assign(it.meta, { extra });
  return seal(it);
}

/** The same package with events that make no sense together: they are shown as they stand. */
export function senseless(it, say) {
  for (const event of it.control_bundle.events) {
    event.type = say;
    event.ts = say;
    event.actor.type = say;
  }
  it.control_bundle.decision.created_at = say;
  it.control_bundle.decision.status = say;
  it.control_bundle.decision.mode = say;
  sealEvents(it.control_bundle.events);
  return seal(it);
}

/** The text of a package, as a file has it. */
export const written = (it) => JSON.stringify(it);
