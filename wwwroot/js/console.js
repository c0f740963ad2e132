// What the browser does by itself: nothing here asks the server for anything that it would send anyway.
import { startLive } from "./live.js";
import { startKeys } from "./keys.js";
import { startTheme } from "./theme.js";
import { startCopy } from "./copy.js";
import { startReconnect } from "./reconnect.js";
import { startClicks } from "./clicks.js";
import { startEdges } from "./edges.js";

startLive();
startKeys();
startTheme();
startCopy();
startReconnect();
startClicks();
startEdges();
