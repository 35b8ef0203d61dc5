// Where edits wait on this device: IndexedDB, else localStorage, else memory (and then the page says so).
//
// One call does everything: `transact(fn)` hands all entries of this person and candidate to `fn` and writes
// what it returns, {put, remove, result}, in one go. Entries of other people are never read.

const bySeq = (a, b) => a.seq - b.seq;

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  request.onblocked = () => reject(new Error("blocked"));
});

function openDatabase() {
  const request = indexedDB.open("scorecard", 1);
  request.onupgradeneeded = () => {
    for (const name of ["edits", "files"]) {
      request.result.createObjectStore(name, { keyPath: "operation" }).createIndex("owner", "owner");
    }
  };
  return settled(request);
}

class Database {
  kind = "database";

  constructor(owner, connection) {
    this.owner = owner;
    this.use(connection);
  }

  use(connection) {
    this.connection = connection;
    connection.onversionchange = () => connection.close();
    connection.onclose = () => { this.connection = null; };
  }

  async begin(names) {
    if (!this.connection) this.use(await openDatabase());
    return this.connection.transaction(names, "readwrite");
  }

  async transact(change) {
    const transaction = await this.begin("edits");
    const store = transaction.objectStore("edits");
    return new Promise((resolve, reject) => {
      let outcome;
      const read = store.index("owner").getAll(this.owner);
      read.onsuccess = () => {
        try {
          outcome = change(read.result.sort(bySeq));
          (outcome.remove ?? []).forEach((operation) => store.delete(operation));
          (outcome.put ?? []).forEach((entry) => store.put({ ...entry, owner: this.owner }));
        } catch (error) {
          reject(error);
          transaction.abort();
        }
      };
      transaction.oncomplete = () => resolve(outcome.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
  }

  async keepFile(operation, blob) {
    const transaction = await this.begin("files");
    await settled(transaction.objectStore("files").put({ operation, owner: this.owner, blob }));
  }

  async file(operation) {
    const transaction = await this.begin("files");
    return (await settled(transaction.objectStore("files").get(operation)))?.blob;
  }

  async dropFile(operation) {
    const transaction = await this.begin("files");
    await settled(transaction.objectStore("files").delete(operation));
  }
}

// Files stay in memory where there is no database: localStorage holds a few megabytes of text only.
class Plain {
  files = new Map();

  constructor(owner, kind, entries = []) {
    this.key = `scorecard:${owner}`;
    this.kind = kind;
    this.entries = entries;
  }

  read() {
    return this.kind === "memory" ? this.entries : JSON.parse(localStorage.getItem(this.key) ?? "[]");
  }

  async transact(change) {
    const entries = new Map(structuredClone(this.read()).map((entry) => [entry.operation, entry]));
    const { put = [], remove = [], result } = change([...entries.values()].sort(bySeq));
    remove.forEach((operation) => entries.delete(operation));
    put.forEach((entry) => entries.set(entry.operation, entry));
    this.entries = [...entries.values()];
    if (this.kind === "storage") localStorage.setItem(this.key, JSON.stringify(this.entries));
    return result;
  }

  async keepFile(operation, blob) { this.files.set(operation, blob); }
  async file(operation) { return this.files.get(operation); }
  async dropFile(operation) { this.files.delete(operation); }
}

export async function openDevice(owner) {
  try {
    return new Database(owner, await openDatabase());
  } catch (error) {
    console.warn("IndexedDB cannot be used:", error);
  }
  try {
    localStorage.setItem("scorecard:probe", "1");
    localStorage.removeItem("scorecard:probe");
    return new Plain(owner, "storage");
  } catch (error) {
    console.warn("localStorage cannot be used:", error);
    return new Plain(owner, "memory");
  }
}

// When the device stops taking writes (full, or taken away) what is known goes on in memory.
export const inMemory = (owner, entries) => new Plain(owner, "memory", entries);
