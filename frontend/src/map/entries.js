// Places as links with what is known of them, for the list and for cards.
export function link(figure, { id, name, lang }) {
  const anchor = document.createElement("a");
  anchor.href = `${figure.dataset.root}${id}/`;
  anchor.textContent = name;
  if (lang) anchor.lang = lang;
  return anchor;
}

export function notes(figure, words, place, area) {
  const note = document.createElement("small");
  const where = area ?? place.city;
  const error = place.error_km && words.within(place.error_km);
  const draft = place.draft && figure.dataset.wordDraft;
  note.textContent = [kindsOf(figure)[place.kind], where, error, draft].filter(Boolean).join(" · ");
  return note;
}

function kindsOf(figure) {
  return JSON.parse(figure.dataset.kinds ?? "{}");
}
