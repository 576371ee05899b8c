// The attestations that the independent implementation signed, and what was changed about them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { part } from "./inputs.js";
import { VECTORS } from "./settings.js";

/** The public key of the first example of RFC 8032, section 7.1: a key that signed none of them. */
export const OTHER_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/**
 * Each with the package that it is about (its path and bytes), the text of the attestation, the key in hexadecimal, and
 * the row itself: its label and what the independent implementation says of it.
 */
export const attestations = readdirSync(join(VECTORS, "attestations"))
  .sort()
  .flatMap((file) => {
    const { package: name, public_key_hex: key, cases } = JSON.parse(
      readFileSync(join(VECTORS, "attestations", file), "utf8"),
    );
    const { path, bytes } = part("packages").find((input) => input.name === `packages/${name}`);
    return cases.map((row) => ({ name, path, bytes, key, row, attestation: JSON.stringify(row.attestation) }));
  });

/** The attestation of a package as it was signed. */
export function signed(name) {
  return attestations.find((one) => one.name === name && one.row.label === "as signed");
}
