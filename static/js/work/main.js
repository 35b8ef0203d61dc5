// My work. A check opens here as on the page of its run, with the same saving.

import { startFailures } from "../runs/failures.js";
import { startSaving } from "../runs/saving.js";
import { startToast } from "../runs/toast.js";
import { startKeys } from "./keys.js";
import { list, startList } from "./list.js";
import { startOpened } from "./opened.js";

startSaving();
startFailures();
startToast();
startList();
startOpened();
startKeys();
list.dataset.ready = "true";
