// What every page loads. Each page works without it; with it, parts change without a new page.
import htmx from "htmx.org/dist/htmx.esm.js";

import { followPageActions } from "./page.js";
import { keepTheme } from "./theme.js";

// The content security policy allows no inline style and no evaluated text.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
// Pages hold names and cards; none of them is to stay in the browser's storage.
htmx.config.historyCacheSize = 0;
// A refused act answers 4xx with the form and its reason, which is to be seen.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4..", swap: true, error: true },
  { code: "5..", swap: false, error: true },
];

keepTheme();
followPageActions();
