// Who else is here: this screen says every half minute that it is open, and which dimension it shows.
// Also taking over what somebody proposes.

import { currentDimension } from "./dims.js";
import { take } from "./fragments.js";
import { ask, line, saveUrl } from "./line.js";
import { facts, headers } from "./page.js";
import { queue } from "./queue.js";

const EVERY = 30_000;
// Whoever pages through the dimensions is told of where they stop.
const REST = 1_000;
let timer;

async function tell() {
  clearTimeout(timer);
  timer = setTimeout(tell, EVERY);
  if (document.hidden || !line.isOk) return;
  const body = JSON.stringify({ values: { dimension: currentDimension()?.dataset.dimension ?? "" } });
  const request = { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body };
  const answer = await ask(saveUrl("presence"), request);
  if (answer.status === 200) take(answer.body);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(tell, REST);
}

function takeOver({ target }) {
  const button = target.closest("[data-propose-take]");
  if (!button) return;
  const { proposeTake: id } = button.dataset;
  queue.post({ row: `takes/${id}`, url: saveUrl(`proposals/${id}/take`), values: {} });
}

export function startPeople() {
  document.addEventListener("click", takeOver);
  if (facts.live !== "true") return;
  document.addEventListener("scoring:dimension", soon);
  document.addEventListener("visibilitychange", () => !document.hidden && soon());
  tell();
}
