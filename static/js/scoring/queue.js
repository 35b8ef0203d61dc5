// What was typed, on its way to the server: kept on the device first, sent in order, one at a time.
//
// Tells of itself by events: "entries" (the list changed), "saved" {entry, answer}, "conflict" and "refused" {entry}.
// Several tabs of one person share the queue; the one that holds the lock sends, the others are told.

import { inMemory, openDevice } from "./device.js";
import * as rules from "./entries.js";
import { ask, line, pause, problemOf } from "./line.js";
import { headers, owner } from "./page.js";
import { nest } from "./values.js";

const TYPING_REST = 600;
const SERVER_ERRORS_BORNE = 5;
const LANES = { text: (entry) => entry.kind !== "file", files: (entry) => entry.kind === "file" };

class Queue extends EventTarget {
  entries = [];
  restUntil = new Map();
  failures = { text: 0, files: 0 };
  retryAt = { text: 0, files: 0 };
  timers = {};
  busy = {};
  isSender = false;
  seen = null;

  constructor() {
    super();
    this.isOpen = new Promise((resolve) => { this.opened = resolve; });
  }

  async open() {
    this.device = await openDevice(owner);
    this.opened();
    this.channel = new BroadcastChannel(`scorecard:${owner}`);
    this.channel.onmessage = ({ data }) => this.hear(data);
    await this.change(() => ({}));
    this.becomeSender();
    line.addEventListener("change", () => line.isOk && this.hurry());
  }

  becomeSender() {
    const start = () => { this.isSender = true; this.drain(); };
    if (!navigator.locks) return start();
    navigator.locks.request(`scorecard:${owner}`, () => { start(); return new Promise(() => {}); });
  }

  get kind() { return this.device?.kind; }
  get isAtRisk() { return this.kind === "memory" && this.entries.length > 0; }

  of(row) { return this.entries.filter((entry) => entry.row === row); }

  // Every change of the list goes through here, in one transaction of the device.
  async change(rule) {
    await this.isOpen;
    let list;
    const step = (entries) => {
      const done = rule(entries) ?? {};
      list = applied(entries, done);
      return done;
    };
    let result;
    try {
      result = await this.device.transact(step);
    } catch (error) {
      console.error("The device takes no more writes:", error);
      this.device = inMemory(owner, this.entries);
      result = await this.device.transact(step);
    }
    this.entries = list;
    this.tell("entries");
    this.channel.postMessage({ type: "entries" });
    return result;
  }

  async edit(edit, { typing = false } = {}) {
    const at = new Date().toISOString();
    const entry = await this.change((entries) => rules.edited(entries, { ...edit, at }));
    if (typing) this.restUntil.set(entry.operation, performance.now() + TYPING_REST);
    else this.restUntil.delete(entry.operation);
    this.drain();
    return entry;
  }

  async post(request, blob) {
    const at = new Date().toISOString();
    const entry = rules.posted([], { ...request, at }).result;
    if (blob) await this.keep(entry.operation, blob);
    await this.change((entries) => ({ put: [{ ...entry, seq: rules.nextSeq(entries) }] }));
    this.drain();
    return entry;
  }

  async keep(operation, blob) {
    await this.isOpen;
    try {
      await this.device.keepFile(operation, blob);
    } catch (error) {
      console.error("The device takes no file:", error);
      this.device = inMemory(owner, this.entries);
      await this.device.keepFile(operation, blob);
    }
  }

  // Nothing rests any more: the field was left, the page is hidden, the line is back.
  hurry() {
    this.restUntil.clear();
    for (const lane of Object.keys(LANES)) this.failures[lane] = this.retryAt[lane] = 0;
    this.drain();
  }

  rested() {
    this.restUntil.clear();
    this.drain();
  }

  drain() {
    if (!this.isSender) return;
    for (const lane of Object.keys(LANES)) this.drainLane(lane);
  }

  async drainLane(lane) {
    if (this.busy[lane]) return;
    this.busy[lane] = true;
    try {
      while (await this.sendNext(lane));
    } finally {
      this.busy[lane] = false;
      this.wakeLater(lane);
    }
  }

  async sendNext(lane) {
    const now = performance.now();
    if (now < this.retryAt[lane] || line.state === "signed-out") return false;
    const isDue = (entry) => (this.restUntil.get(entry.operation) ?? 0) <= now;
    if (!this.entries.some((entry) => LANES[lane](entry) && entry.state === "waiting" && isDue(entry))) return false;
    const entry = await this.change((entries) => rules.claimed(entries, LANES[lane], isDue));
    if (!entry) return false;
    const answer = entry.kind === "file" ? await this.sendFile(entry) : await this.send(entry);
    return this.settle(lane, entry, answer);
  }

  wakeLater(lane) {
    clearTimeout(this.timers[lane]);
    const waiting = this.entries.filter((entry) => LANES[lane](entry) && entry.state === "waiting" && !entry.after);
    if (!waiting.length || line.state === "signed-out") return;
    const due = Math.min(...waiting.map((entry) => this.restUntil.get(entry.operation) ?? 0));
    const wait = Math.max(due, this.retryAt[lane]) - performance.now();
    this.timers[lane] = setTimeout(() => this.drainLane(lane), Math.max(20, wait));
  }

  send(entry) {
    const body = { operation: entry.operation };
    if (Object.keys(entry.values).length) body.values = nest(entry.values);
    if (entry.kind === "row") body.version = entry.version;
    return ask(entry.url, {
      method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  }

  async sendFile(entry) {
    const form = new FormData();
    form.set("operation", entry.operation);
    for (const [name, value] of Object.entries(entry.values)) if (value != null && value !== "") form.set(name, value);
    if (entry.values.name) {
      const blob = await this.device.file(entry.operation);
      if (!blob) return { gone: true };
      form.delete("name");
      form.set("file", blob, entry.values.name);
    }
    return ask(entry.url, { method: "POST", headers: headers(), body: form, timeout: 300_000 });
  }

  // Takes the answer in; true when the next may go.
  async settle(lane, entry, answer) {
    if (answer.gone) return this.refuse(entry, { status: 0, detail: "" });
    if (answer.why === "signed-out") {
      await this.still(entry, rules.unsent);
      line.set("signed-out");
      return false;
    }
    if (answer.status >= 200 && answer.status < 300) return this.accept(lane, entry, answer);
    const isServerError = answer.status >= 500 && answer.status !== 503;
    const isLost = answer.why || [408, 425, 429, 503].includes(answer.status)
      || (isServerError && (entry.tries ?? 0) < SERVER_ERRORS_BORNE);
    if (isLost) return this.wait(lane, entry, answer);
    const problem = problemOf(answer);
    if (answer.status === 409 && problem.version !== undefined) return this.conflict(entry, problem);
    return this.refuse(entry, problem);
  }

  async accept(lane, entry, answer) {
    this.failures[lane] = 0;
    if (line.state === "offline") line.set("ok");
    const version = answer.head.has("X-Version") ? Number(answer.head.get("X-Version")) : null;
    const told = {
      entry, version, html: answer.body, change: Number(answer.head.get("X-Change")) || null,
      savedAt: answer.head.get("X-Saved-At"),
    };
    // The page takes the answer in first, so that whoever waits for it goes on from what it shows.
    this.tell("saved", told);
    await this.change((entries) => rules.saved(entries, entry, version, this.seen));
    if (entry.kind === "file") await this.device.dropFile(entry.operation);
    this.channel.postMessage({ type: "saved", told });
    return true;
  }

  async wait(lane, entry, answer) {
    await this.still(entry, rules.unsent);
    this.failures[lane] += 1;
    this.retryAt[lane] = performance.now() + pause(this.failures[lane], answer.head?.get("Retry-After"));
    this.tell("entries");
    return false;
  }

  async conflict(entry, problem) {
    const clash = await this.still(entry, (entries) => rules.conflicted(entries, entry, problem));
    if (clash?.length) this.tell("conflict", { entry });
    return true;
  }

  async refuse(entry, problem) {
    await this.still(entry, (entries) => rules.refused(entries, entry, problem));
    this.tell("refused", { entry, problem });
    return true;
  }

  // A rule for an entry that may have been discarded in another tab meanwhile.
  still(entry, rule) {
    return this.change((entries) => {
      const current = entries.find((other) => other.operation === entry.operation);
      return current ? rule(entries, current) : {};
    });
  }

  async resolve(operation, chosen) {
    await this.change((entries) => rules.resolved(entries, operation, chosen));
    this.drain();
  }

  async discard(operation) {
    await this.change((entries) => rules.dropped(entries, operation));
    await this.device.dropFile(operation);
    this.drain();
  }

  async retry(operation) {
    const blob = await this.device.file(operation);
    const entry = await this.change((entries) => rules.retried(entries, operation));
    if (blob && entry) await this.keep(entry.operation, blob);
    this.hurry();
  }

  get isHeldUp() { return Object.values(this.failures).some(Boolean); }

  async hear(data) {
    if (data.type === "saved") return this.tell("saved", data.told);
    this.entries = await this.device.transact((entries) => ({ result: entries }));
    this.tell("entries", { fromElsewhere: true });
    this.drain();
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function applied(entries, { put = [], remove = [] }) {
  const list = new Map(entries.map((entry) => [entry.operation, entry]));
  remove.forEach((operation) => list.delete(operation));
  put.forEach((entry) => list.set(entry.operation, entry));
  return [...list.values()].sort((a, b) => a.seq - b.seq);
}

export const queue = new Queue();
