// The live scoring screen. Each module holds one thing; this one starts them in order.

import { startConflicts } from "./conflict.js";
import { startDialogs } from "./dialogs.js";
import { refresh, startDimensions } from "./dims.js";
import { startEvidence } from "./evidence.js";
import { onSwap, overlay, take } from "./fragments.js";
import { startKeys } from "./keys.js";
import { startMatrix } from "./matrix.js";
import { startNotices } from "./notices.js";
import { byId } from "./page.js";
import { startPeople } from "./people.js";
import { startPolling } from "./poll.js";
import { startQuestions } from "./questions.js";
import { queue } from "./queue.js";
import { startReplies } from "./replies.js";
import { startSaving } from "./saving.js";
import { readTimer, startTimer } from "./timer.js";

startSaving();
startDimensions();
startQuestions();
startMatrix();
startDialogs();
startKeys();
startConflicts();
startNotices();
startEvidence();
startReplies();
startTimer(take);
onSwap(() => { refresh(); readTimer(); });
await queue.open();
new Set(queue.entries.map((entry) => entry.row)).forEach(overlay);
refresh();
startPolling();
startPeople();
byId("scoring").dataset.ready = "true";
