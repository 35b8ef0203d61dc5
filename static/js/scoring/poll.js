// What others change shows within a second and a half: asks for newer fragments while the page is visible.

import { take } from "./fragments.js";
import { ask, line, pause } from "./line.js";
import { facts, headers } from "./page.js";

const EVERY = 700;
const WHILE_SIGNED_OUT = 3000;
let since = Number(facts.change);
let failures = 0;
let timer;
let isAsking = false;

// Our own save is no news, unless somebody else's lies between: then the next poll brings both.
export function noteOwnChange(change) {
  if (change === since + 1) since = change;
}

export async function look() {
  clearTimeout(timer);
  if (isAsking) return;
  isAsking = true;
  try {
    if (!document.hidden) await once();
  } finally {
    isAsking = false;
    timer = setTimeout(look, failures ? pause(failures) : line.state === "signed-out" ? WHILE_SIGNED_OUT : EVERY);
  }
}

async function once() {
  const answer = await ask(`${facts.changesUrl}?since=${since}`, { headers: headers(), timeout: 10_000 });
  const isReached = answer.status === 200 || answer.status === 204;
  failures = isReached || answer.why === "signed-out" ? 0 : failures + 1;
  if (answer.why === "signed-out") return line.set("signed-out");
  if (!isReached) return answer.status === undefined || answer.status >= 500 ? line.set("offline") : undefined;
  if (answer.status === 200) {
    since = Math.max(since, Number(answer.head.get("X-Change")) || 0);
    take(answer.body, { fromPoll: true });
  }
  line.set("ok");
}

export function startPolling() {
  document.addEventListener("visibilitychange", () => !document.hidden && look());
  window.addEventListener("offline", () => line.set("offline"));
  window.addEventListener("online", () => { failures = 0; look(); });
  window.addEventListener("focus", look);
  timer = setTimeout(look, EVERY);
}
