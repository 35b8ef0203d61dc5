// The clock of a time-boxed run: counted by the server, ticking here from a clock that nobody sets.

import { byId, minutes } from "../shared/page.js";

let state;

// The longest time stands at three quarters of the bar.
const share = (seconds) => Math.min(100, (seconds / (state.longest * 60)) * 75);

function read() {
  const clock = byId("clock");
  if (!clock || clock === state?.clock) return Boolean(clock);
  const { seconds, running, longest } = clock.dataset;
  state = { clock, from: Number(seconds), isRunning: running === "true", longest: Number(longest), at: performance.now() };
  return true;
}

function show() {
  if (!read() || !state.isRunning) return;
  // Whole seconds, as the server counts them: a warning that shows here shows there as well.
  const seconds = Math.floor(state.from + (performance.now() - state.at) / 1000);
  byId("clock-text").textContent = minutes(seconds);
  byId("clock-bar").setAttribute("width", `${share(seconds).toFixed(2)}%`);
  byId("clock-over").hidden = seconds <= state.longest * 60;
}

export function startClock() {
  if (!read()) return;
  setInterval(show, 1000);
  // Started or paused, the clock is a new element: it counts from now, not from the next tick.
  document.addEventListener("htmx:afterSettle", show);
}
