// The demo's clock: seconds since its start from a clock that nobody sets, and the minutes each dimension took.

import { ask, problemOf, saveUrl } from "./line.js";
import { byId, facts, headers, isReadOnly, minutes, word } from "./page.js";
import { uuid } from "./values.js";

const REPORT_EVERY = 20_000;
let state;
let dimension = "";
let reported = "";

// `demo-bar` is the newest word of the server; the root holds what was so when the page was made.
function readBar() {
  const bar = byId("demo-bar")?.dataset ?? {};
  const from = bar.demoStatus ? bar : facts;
  const told = JSON.stringify([from.demo, from.demoStatus, from.demoSecond]);
  if (state?.told === told) return;
  const seconds = JSON.parse(bar.dimensionSeconds || "{}");
  for (const [slug, own] of Object.entries(state?.seconds ?? {})) seconds[slug] = Math.max(own, seconds[slug] ?? 0);
  state = {
    told, seconds, status: from.demoStatus, from: Number(from.demoSecond) || 0, at: performance.now(), counted: performance.now(),
  };
}

const isRunning = () => state.status === "running";
const elapsed = () => Math.floor(state.from + (isRunning() ? (performance.now() - state.at) / 1000 : 0));

// The second of the demo that is now, or null when none has begun or it is over.
export const demoSecond = () => (["running", "paused"].includes(state?.status) ? elapsed() : null);

function count() {
  const now = performance.now();
  if (isRunning() && dimension) state.seconds[dimension] = (state.seconds[dimension] ?? 0) + (now - state.counted) / 1000;
  state.counted = now;
}

function show() {
  const put = (selector, text) => document.querySelectorAll(selector).forEach((element) => {
    if (element.textContent !== text) element.textContent = text;
  });
  put("[data-timer=demo]", minutes(elapsed()));
  put("[data-timer=dimension]", minutes(state.seconds[dimension] ?? 0));
  put("[data-timer=dimension-name]", byId(`dim-${dimension}`)?.dataset.title ?? "");
  for (const [slug, seconds] of Object.entries(state.seconds)) put(`[data-minutes="${slug}"]`, String(Math.floor(seconds / 60)));
}

const wholeSeconds = () => Object.fromEntries(Object.entries(state.seconds).map(([slug, value]) => [slug, Math.floor(value)]));

function report({ isLast = false } = {}) {
  count();
  const values = { dimension_seconds: wholeSeconds() };
  const body = JSON.stringify({ operation: uuid(), values });
  if (!isRunning() || JSON.stringify(values) === reported) return;
  reported = JSON.stringify(values);
  const request = { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body, keepalive: isLast };
  return ask(saveUrl("demo/time"), request);
}

async function act(action, take) {
  count();
  const body = JSON.stringify({ operation: uuid(), values: { dimension_seconds: wholeSeconds() } });
  const request = { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body };
  const answer = await ask(saveUrl(`demo/${action}`), request);
  const isDone = answer.status === 200;
  byId("demo-said").hidden = isDone;
  const pressed = document.activeElement;
  if (isDone) take(answer.body);
  // The pressed button is gone with the swap: whoever pressed it by keyboard goes on in the bar.
  if (isDone && !pressed.isConnected) byId("demo-bar").querySelector("button")?.focus();
  if (isDone) return;
  const reason = answer.why ? "" : problemOf(answer).detail;
  byId("demo-said-words").textContent = reason || word("demoFailed");
}

// Time goes to the dimension that is looked at.
export function timeFor(slug) {
  if (!state) readBar();
  count();
  dimension = slug;
  show();
}

export function readTimer() {
  count();
  readBar();
  show();
}

export function startTimer(take) {
  if (!state) readBar();
  setInterval(() => { count(); show(); }, 1000);
  if (isReadOnly) return;
  setInterval(report, REPORT_EVERY);
  window.addEventListener("pagehide", () => report({ isLast: true }));
  document.addEventListener("click", ({ target }) => {
    const action = target.closest("[data-action^=demo-]")?.dataset.action.slice("demo-".length);
    if (action) act(action, take);
  });
}
