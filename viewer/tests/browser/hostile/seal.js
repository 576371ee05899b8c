// Makes the digests of a package true, by docs/format.md alone: neither the verifier nor the viewer has a part in it.

import { createHash } from "node:crypto";

const hex = (text) => createHash("sha256").update(text, "utf8").digest("hex");

/** The canonical form of a value; whole numbers, strings, true, false and null only. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  // The order of code points is that of UTF-8, and not that of JavaScript.
  const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** The raw digest of a value. */
export const digest = (value) => hex(canonical(value));

const own = (object, names) => Object.fromEntries(names.filter((it) => it in object).map((it) => [it, object[it]]));

/** Gives each event its digest. */
export function sealEvents(events) {
  for (const event of events) event.digest = digest({ event_type: event.type, payload: event.payload });
}

/** Gives a package its digests, from the events outwards. */
export function seal(it) {
  const bundle = it.control_bundle;
  const link = bundle.router_link;
  sealEvents(bundle.events);
  const raw = (text) => text?.replace(/^sha256:/, "") ?? null;
  link.control_router_link_digest = `sha256:${digest({
    decision_id: bundle.decision.decision_id,
    run_id: link.run_id,
    router_request_digest: raw(link.router_request_digest),
    router_result_digest: raw(link.router_result_digest),
  })}`;
  const projection = {
    bundle_version: bundle.bundle_version,
    decision: own(bundle.decision, ["decision_id", "goal", "mode", "created_at", "status"]),
    events: bundle.events.map((event) =>
      own(event, ["event_id", "decision_id", "seq", "type", "payload", "ts", "actor", "digest"]),
    ),
    template_snapshot: bundle.template_snapshot.present
      ? own(bundle.template_snapshot, ["present", "name", "digest", "snapshot", "overrides"])
      : { present: false },
    router_link: own(link, ["run_id", "adapter_id", "router_request_digest", "router_result_digest",
      "control_router_link_digest"]),
  };
  bundle.integrity.canonical_digest = `sha256:${digest(projection)}`;
  it.binding = {
    control_digest: bundle.integrity.canonical_digest,
    router_digest: it.router.mode === "embedded" ? it.router.bundle.integrity.canonical_digest : it.router.ref.digest,
    control_router_link_digest: link.control_router_link_digest,
  };
  const binding = { package_version: it.package_version, ...it.binding };
  it.integrity.binding_digest = `sha256:${digest(binding)}`;
  provenance(bundle, "nexus-control.export_v0_5", "bundle", bundle.integrity.canonical_digest);
  provenance(it, "nexus-control.audit_export_v0_6", "audit_package", it.integrity.binding_digest, bundle.decision);
  return it;
}

function provenance(of, method, what, prefixed, decision = of.decision) {
  const [record] = of.provenance.records;
  record.prov_id = `prov_${hex(`${decision.decision_id}:${prefixed.slice(7)}`).slice(0, 12)}`;
  record.method_id = method;
  record.inputs = [`decision:${decision.decision_id}`];
  record.outputs = [`${what}:${prefixed}`];
}
