// The page of a run, and of one of its items. Each module holds one thing; this one starts them.

import { startBulk } from "./bulk.js";
import { startClock } from "./clock.js";
import { startFailures } from "./failures.js";
import { startKept } from "./kept.js";
import { startKeys } from "./keys.js";
import { startSaving } from "./saving.js";
import { startToast } from "./toast.js";

startSaving();
startFailures();
startToast();
startClock();
startBulk();
startKeys();
await startKept();
document.getElementById("run").dataset.ready = "true";
