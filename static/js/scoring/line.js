// Whether the server can be reached and knows us, as the poll and the queue find out by trying.

import { facts } from "./page.js";

const LONGEST = 30;

class Line extends EventTarget {
  state = "ok";

  set(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("change"));
  }

  get isOk() { return this.state === "ok"; }
}

export const line = new Line();

// 1, 2, 4 … 30 seconds; what the server asks for comes first.
export const pause = (failures, asked) =>
  1000 * Math.min(LONGEST, Math.max(Number(asked) || 0, 2 ** Math.max(0, failures - 1)));

// One request: its answer, or why there is none ("lost", "signed-out").
export async function ask(url, { timeout = 20_000, ...options }) {
  try {
    const response = await fetch(url, {
      credentials: "same-origin", cache: "no-store", redirect: "manual",
      signal: AbortSignal.timeout(timeout), ...options,
    });
    if (response.type === "opaqueredirect" || response.status === 401) return { why: "signed-out" };
    const body = response.status === 204 ? "" : await response.text();
    return { status: response.status, head: response.headers, body };
  } catch (error) {
    return { why: "lost", error };
  }
}

// The refusal's sentence and fields, whatever sent it.
export function problemOf({ status, head, body }) {
  if (!head.get("Content-Type")?.includes("json")) return { status, detail: "" };
  try {
    return { ...JSON.parse(body), status };
  } catch {
    return { status, detail: "" };
  }
}

export const saveUrl = (path) => `${facts.saveBase}${path}`;
