/** A patient: scene, choices, consequence, rule; back to try the other way; a debrief of both paths. */

import { openCase, spokenOf, standingOf } from "./parts/case.js";
import { card } from "./parts/dom.js";
import { widget } from "./parts/widget.js";

export default widget(
  (
    /** @type {import("./views.js").PatientView} */ view,
    send,
    /** @type {import("./parts/case.js").Memory} */ memory,
  ) => card(`Patient: ${view.who}`, openCase(view, send, memory)),
  spokenOf,
  standingOf,
);
