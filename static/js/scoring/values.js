// Values of fields as plain data, with a flat name each: "note", "facts.edit-delay", "parts.task.read".

export function nest(flat) {
  const nested = {};
  for (const [name, value] of Object.entries(flat)) {
    const path = name.split(".");
    const last = path.pop();
    path.reduce((inner, key) => (inner[key] ??= {}), nested)[last] = value;
  }
  return nested;
}

export const at = (nested, name) => name.split(".").reduce((inner, key) => inner?.[key], nested) ?? null;

export const pick = (nested, names) => Object.fromEntries(names.map((name) => [name, at(nested, name)]));

// As the server keeps it: text composed and without blanks around it, lists without order, blank as null.
function canonical(value) {
  if (typeof value === "string") return value.replace(/\r\n?/g, "\n").normalize("NFC").trim() || null;
  if (Array.isArray(value)) return value.length ? [...value].sort() : null;
  if (value && typeof value === "object") return Object.entries(value).sort();
  return value ?? null;
}

export const same = (a, b) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

// Where an edit is stamped, not what it says: never a reason for a conflict.
const STAMPS = new Set(["demo_second"]);

// Fields that both sides changed, differently, since `base`.
export const clashes = ({ values, base }, theirs) =>
  Object.keys(values).filter((name) =>
    !STAMPS.has(name) && !same(theirs[name], base[name]) && !same(theirs[name], values[name]));

// A random UUID, also on a page that is served without encryption, where crypto.randomUUID is missing.
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
