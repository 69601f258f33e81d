// What a map says, from the `data-word-…` attributes of its figure: the page translates, not we.
export function wordsOf(figure) {
  const { wordMap, wordSomewhere, wordTwoFingers, wordControl, wordCommand, wordClose, wordError } =
    figure.dataset;
  return {
    somewhere: (area) => wordSomewhere.replace("{area}", area),
    within: (km) => wordError.replace("{distance}", distance(km)),
    locale: {
      "Map.Title": wordMap,
      "Popup.Close": wordClose,
      "CooperativeGesturesHandler.WindowsHelpText": wordControl,
      "CooperativeGesturesHandler.MacHelpText": wordCommand,
      "CooperativeGesturesHandler.MobileHelpText": wordTwoFingers,
    },
  };
}

export function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}

function distance(km) {
  const [value, unit] = km < 1 ? [km * 1000, "meter"] : [km, "kilometer"];
  const form = { style: "unit", unit, maximumSignificantDigits: 2 };
  // A number stays with its unit.
  return new Intl.NumberFormat(document.documentElement.lang, form).format(value).replace(" ", "\u00a0");
}
