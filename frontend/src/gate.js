// The gate's page. A handheld scanner is a keyboard that types a code and presses Enter,
// so whatever is typed while nothing else is being filled in belongs to the code field.
const FORM = "form[data-gate]";
const CODE = "[data-gate-code]";
const PICTURE = "input[type=file][data-gate-picture]";
const TAKES_KEYS = "input, textarea, select, button, a[href], summary, dialog, [contenteditable]";

// The code that was sent and not yet answered, or null.
let sentCode = null;

const codeField = () => document.querySelector(`${FORM} ${CODE}`);
const pictureField = () => document.querySelector(`${FORM} ${PICTURE}`);

function isCharacter(event) {
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function catchTyping(event) {
  if (isCharacter(event) && !event.target.closest(TAKES_KEYS)) codeField()?.focus();
}

function returnFocus(event) {
  // Focus that goes to another control was moved on purpose; focus that goes nowhere was lost.
  if (event.target !== codeField() || event.relatedTarget) return;
  setTimeout(() => {
    if (document.activeElement === document.body) codeField()?.focus();
  });
}

function sendPicture(event) {
  if (event.target.matches(PICTURE) && event.target.files.length) event.target.form.requestSubmit();
}

function guardSubmit(event) {
  if (!event.target.matches(FORM)) return;
  const code = codeField()?.value.trim() ?? "";
  const isEmpty = !code && !pictureField()?.files.length;
  // Some scanners press Enter twice: the second must not scan the same card again.
  if (isEmpty || sentCode !== null) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sentCode = code;
}

function makeReady() {
  const field = codeField();
  const picture = pictureField();
  if (picture) picture.value = "";
  // A code that was typed while the answer was on its way is the next visitor's.
  if (field && sentCode !== null && field.value.trim() === sentCode) field.value = "";
  sentCode = null;
  field?.focus();
  // What the server gave back to be looked at is overwritten by the next scan.
  field?.select();
}

document.addEventListener("keydown", catchTyping);
document.addEventListener("focusout", returnFocus);
document.addEventListener("change", sendPicture);
// Captured: it has to come before htmx's own listener on the form.
document.addEventListener("submit", guardSubmit, { capture: true });
document.addEventListener("htmx:afterRequest", makeReady);
document.addEventListener("htmx:afterSettle", () => codeField()?.focus());
window.addEventListener("pageshow", makeReady);
window.addEventListener("focus", () => codeField()?.focus());
makeReady();
document.documentElement.dataset.gateReady = "true";
