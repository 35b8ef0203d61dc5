// The controls of a row, each as {name, isText, controls, read(initial), write(value), label(), says(value)}.
//
// `read(true)` is what the server rendered, `read()` what stands there now.

import { escaped, word } from "./page.js";

const tidy = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
const captionOf = (control) => tidy(control.closest("label")) || tidy(control.labels?.[0]);
const legendOf = (control) => tidy(control.closest("fieldset")?.querySelector("legend"));
const now = (control, initial) => (initial ? control.defaultValue : control.value);
const isOn = (control, initial) => (initial ? control.defaultChecked : control.checked);

export function radios(name, controls, { blank = "", parse = (text) => text } = {}) {
  const find = (value) => controls.find((control) => control.value !== "" && parse(control.value) === value);
  return {
    name, controls, isText: false,
    read(initial) {
      const chosen = controls.find((control) => isOn(control, initial));
      return chosen && chosen.value !== "" ? parse(chosen.value) : blank;
    },
    write(value) {
      const chosen = find(value) ?? controls.find((control) => control.value === "");
      controls.forEach((control) => { control.checked = control === chosen; });
    },
    label: () => legendOf(controls[0]),
    says: (value) => (find(value) ? captionOf(find(value)) : word("blank")),
  };
}

export function text(name, control) {
  return {
    name, controls: [control], isText: true,
    read: (initial) => now(control, initial),
    write(value) { control.value = value ?? ""; },
    label: () => captionOf(control),
    says: (value) => value || word("blank"),
  };
}

function select(name, control) {
  const options = [...control.options];
  const first = (initial) => options.find((option) => (initial ? option.defaultSelected : option.selected));
  return {
    name, controls: [control], isText: false,
    read: (initial) => first(initial)?.value ?? "",
    write(value) { control.value = value ?? ""; },
    label: () => captionOf(control),
    says: (value) => tidy(options.find((option) => option.value === (value ?? ""))) || word("blank"),
  };
}

function tick(name, control) {
  return {
    name, controls: [control], isText: false,
    read: (initial) => isOn(control, initial),
    write(value) { control.checked = Boolean(value); },
    label: () => captionOf(control),
    says: (value) => word(value ? "yes" : "no"),
  };
}

function ticks(name, controls, slugOf) {
  return {
    name, controls, isText: false,
    read: (initial) => controls.filter((control) => isOn(control, initial)).map(slugOf),
    write(value) { controls.forEach((control) => { control.checked = (value ?? []).includes(slugOf(control)); }); },
    label: () => legendOf(controls[0]),
    says: (value) => controls.filter((control) => (value ?? []).includes(slugOf(control))).map(captionOf).join(", ")
      || word("blank"),
  };
}

// A number and its unit; without a number nothing was measured.
function duration(name, wrapper) {
  const amount = wrapper.querySelector("[data-part=value]");
  const unit = wrapper.querySelector("[data-part=unit]");
  const units = select(name, unit);
  return {
    name, controls: [amount, unit], isText: true,
    read(initial) {
      const value = now(amount, initial).trim().replace(",", ".");
      return value ? { value, unit: units.read(initial) || unit.value } : null;
    },
    write(value) {
      amount.value = value?.value ?? "";
      if (value?.unit) unit.value = value.unit;
    },
    label: () => legendOf(amount) || captionOf(amount),
    says: (value) => (value ? `${value.value} ${units.says(value.unit)}` : word("blank")),
  };
}

function fact(element) {
  const name = `facts.${element.dataset.fact}`;
  const inner = (type) => [...element.querySelectorAll(`input[type=${type}]`)];
  if (element.dataset.kind === "duration") return duration(name, element);
  if (element.dataset.kind === "ticks") return ticks(name, inner("checkbox"), (control) => control.value);
  if (element.matches("select")) return select(name, element);
  if (element.dataset.kind === "choice") return radios(name, inner("radio"));
  return text(name, element);
}

// The fields of a question, of one's own proposal inside it, or of a dimension's score.
export function fieldsOf(element) {
  const { question, proposal, dimension } = element.dataset;
  const inside = proposal ? element : null;
  const all = (selector) =>
    [...element.querySelectorAll(selector)].filter((control) => control.closest("[data-proposal]") === inside);
  const found = [];
  const prefix = question ?? (proposal && `${proposal}-own`);
  for (const [name, control] of prefix ? [["verdict", `${prefix}-verdict`], ["proof", `${prefix}-proof`]] : []) {
    const group = all(`input[name="${escaped(control)}"]`);
    if (group.length) found.push(radios(name, group));
  }
  if (dimension && !prefix) {
    const group = all(`input[name="${escaped(`points-${dimension}`)}"]`);
    if (group.length) found.push(radios("points", group, { blank: null, parse: Number }));
    const reason = element.querySelector("[data-field=rationale]");
    const abstention = element.querySelector("[data-field=is_abstained]");
    if (reason) found.push(text("rationale", reason));
    return abstention ? [...found, tick("is_abstained", abstention)] : found;
  }
  for (const control of all("[data-field]")) {
    found.push(control.type === "checkbox" ? tick(control.dataset.field, control) : text(control.dataset.field, control));
  }
  const flags = all("[data-red-flag]");
  if (flags.length) found.push(ticks("red_flags", flags, (control) => control.dataset.redFlag));
  return [...found, ...all("[data-fact]").map(fact)];
}

const CELL = { true: true, false: false };
const CELL_WORD = { true: "yes", false: "no", null: "unasked" };

// One cell of the objects matrix: yes, no, or not asked.
export function cell(button) {
  const { part, direction } = button.dataset;
  return {
    name: part ? `parts.${part}.${direction}` : direction,
    controls: [button], isText: false,
    read: (initial) => CELL[initial ? button.dataset.rendered ?? button.dataset.value : button.dataset.value] ?? null,
    write(value) {
      button.dataset.value = value ?? "";
      const said = button.querySelector(".cell3__word");
      if (said) said.textContent = word(CELL_WORD[value ?? null]);
    },
    label: () => button.getAttribute("aria-label") ?? tidy(button.querySelector(".vh")),
    says: (value) => word(CELL_WORD[value ?? null]),
  };
}
