// Small acts that pages ask for by attributes.

function submitOnChange(event) {
  if (event.target.matches?.("[data-submit-on-change]")) event.target.form?.requestSubmit();
}

function printOnClick(event) {
  if (event.target.closest?.("[data-print]")) window.print();
}

function addToken(event) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token) event.detail.headers["X-CSRFToken"] = token;
}

// `<p data-no-answer role="alert" hidden>` in the base page says that the server did not answer.
function tellNoAnswer(hidden) {
  const message = document.querySelector("[data-no-answer]");
  if (message) message.hidden = hidden;
}

function tellFailure(event) {
  if (event.type === "htmx:sendError" || event.detail.xhr.status >= 500) tellNoAnswer(false);
}

export function followPageActions() {
  // Lets the style sheet show what only works with scripts.
  document.documentElement.dataset.scripts = "on";
  document.addEventListener("change", submitOnChange);
  document.addEventListener("click", printOnClick);
  document.addEventListener("htmx:configRequest", addToken);
  document.addEventListener("htmx:beforeRequest", () => tellNoAnswer(true));
  document.addEventListener("htmx:responseError", tellFailure);
  document.addEventListener("htmx:sendError", tellFailure);
}
