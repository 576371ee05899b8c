// A sound package of any size: a decision that was approved and taken back over and over, and carried out once.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

const DECISION = "2727688d-d762-4f88-8575-4368ce24d03a";
const RUN = "f363da46-6ed5-445b-bc3c-3ec3eab7cc0d";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The same value with the members of every object by ascending key. */
function ordered(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(ordered);
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

/** Nothing here is written in another way by the format: no fractions, no characters that are escaped differently. */
const canonical = (value) => JSON.stringify(ordered(value));
const digest = (value) => sha256(canonical(value));

/** Writes a package with so many events: `pretty`, as people write it, or else in canonical form. */
export function writePackage(path, events, pretty) {
  const value = packageOf(events);
  writeFileSync(path, pretty ? `${JSON.stringify(value, null, 2)}\n` : canonical(value));
}

/** At least so many events: the approvals between the two at the beginning and the last ten are given and taken back. */
function packageOf(least) {
  const count = 12 + Math.ceil((least - 12) / 14) * 14;
  // What the policy makes of the decision.
  const request = digest({ adapter_id: "subprocess:keys", dry_run: false, goal: "Rotate production API keys", max_steps: 50 });
  const record = sha256("record");
  const link = digest({
    decision_id: DECISION,
    run_id: RUN,
    router_request_digest: request,
    router_result_digest: record,
  });
  const covered = {
    bundle_version: "0.5",
    decision: {
      decision_id: DECISION,
      goal: "Rotate production API keys",
      mode: "apply",
      created_at: time(0),
      status: "COMPLETED",
    },
    events: Array.from({ length: count }, (_, seq) => event(seq, count, { request, record })),
    template_snapshot: { present: false },
    router_link: {
      run_id: RUN,
      adapter_id: "subprocess:keys",
      router_request_digest: `sha256:${request}`,
      router_result_digest: `sha256:${record}`,
      control_router_link_digest: `sha256:${link}`,
    },
  };
  const control = `sha256:${digest(covered)}`;
  const binding = {
    control_digest: control,
    router_digest: `sha256:${record}`,
    control_router_link_digest: `sha256:${link}`,
  };
  const integrity = { alg: "sha256", binding_digest: `sha256:${digest({ package_version: "0.6", ...binding })}` };
  return {
    package_version: "0.6",
    control_bundle: {
      ...covered,
      integrity: { alg: "sha256", canonical_digest: control },
      provenance: made("nexus-control.export_v0_5", "bundle", control),
    },
    router: { mode: "reference", ref: { run_id: RUN, digest: `sha256:${record}` } },
    binding,
    integrity,
    provenance: made("nexus-control.audit_export_v0_6", "audit_package", integrity.binding_digest),
  };
}

/** The record of how an export was made. */
function made(method, name, output) {
  const id = sha256(`${DECISION}:${output.slice("sha256:".length)}`).slice(0, 12);
  const outputs = [`${name}:${output}`];
  return { records: [{ prov_id: `prov_${id}`, method_id: method, inputs: [`decision:${DECISION}`], outputs }] };
}

function event(seq, count, digests) {
  const [type, actor, payload] = said(seq, count - seq, digests);
  return {
    event_id: `evt_${DECISION}_${seq}`,
    decision_id: DECISION,
    seq,
    type,
    payload,
    ts: time(seq),
    actor,
    digest: digest({ event_type: type, payload }),
  };
}

function said(seq, fromEnd, { request, record }) {
  const human = (id) => ({ type: "human", id: `${id}@example.com` });
  const system = { type: "system", id: "nexus-control" };
  if (seq === 0) {
    const payload = { goal: "Rotate production API keys", plan: null, requested_mode: "apply", labels: ["prod"] };
    return ["DECISION_CREATED", human("requester"), payload];
  }
  if (seq === 1) {
    const payload = {
      min_approvals: 2,
      allowed_modes: ["dry_run", "apply"],
      require_adapter_capabilities: [],
      max_steps: 50,
      labels: ["prod"],
    };
    return ["POLICY_ATTACHED", human("requester"), payload];
  }
  if (fromEnd === 3) return ["EXECUTION_REQUESTED", system, { adapter_id: "subprocess:keys", dry_run: false }];
  if (fromEnd === 2) return ["EXECUTION_STARTED", system, { router_request_digest: request }];
  if (fromEnd === 1) {
    return ["EXECUTION_COMPLETED", system, { run_id: RUN, response_digest: record, steps_executed: 5 }];
  }
  const approver = human(`approver${(seq - 2) % 7}`);
  // The last seven stand.
  if (fromEnd > 10 && Math.floor((seq - 2) / 7) % 2 === 1) {
    return ["APPROVAL_REVOKED", approver, { reason: "Superseded by a later version of the plan" }];
  }
  return ["APPROVAL_GRANTED", approver, { expires_at: null, comment: `Reviewed the plan ✓ ${seq * 7919 % 65_537}` }];
}

/** One event in a second. */
function time(seq) {
  return new Date(1_700_000_000_000 + seq * 1000).toISOString().replace("Z", `${String(seq % 1000).padStart(3, "0")}+00:00`);
}
