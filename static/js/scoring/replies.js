// The vendor's own words, below the buyer's note with one tap; the note keeps all it holds.

import { byId } from "./page.js";
import { rowAt } from "./rows.js";
import { save } from "./saving.js";

function takeOver({ take, words }) {
  const row = rowAt(`answers/${take}`);
  const note = row.field("note");
  const before = note.read();
  if (!before.includes(words)) {
    note.write([before, words].filter(Boolean).join("\n"));
    save(row, note);
  }
  byId(`note-${take}`).focus();
}

export function startReplies() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take]");
    if (button) takeOver(button.dataset);
  });
}
