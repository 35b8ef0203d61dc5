// What has just been done, with a way back; it goes by itself unless somebody is at it.

import { byId } from "../shared/page.js";

const STAYS = 15_000;
let timer;

function tick() {
  const toast = byId("toast");
  if (toast.contains(document.activeElement) || toast.matches(":hover")) return start();
  toast.replaceChildren();
}

function start() {
  clearTimeout(timer);
  timer = setTimeout(tick, STAYS);
}

export function startToast() {
  document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
    if (detail.target.id === "toast") start();
  });
}
