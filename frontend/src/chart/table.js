// Reads a table: its first column is the axis, each further column a series.

/** The number of a cell, or null where the figure is not known. */
function numberOf(cell) {
  if (!cell) return null;
  const text = cell.dataset.value ?? cell.querySelector("data")?.value ?? cell.textContent;
  const number = Number(text.trim());
  return text.trim() === "" || Number.isNaN(number) ? null : number;
}

const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

export function readTable(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const columns = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
  const series = columns
    .map((head, position) => ({ head, position }))
    .slice(1)
    .filter(({ head }) => !("chartSkip" in head.dataset))
    .map(({ head, position }) => ({
      name: textOf(head),
      // What a figure is compared with is drawn grey and hatched.
      isComparison: "chartComparison" in head.dataset,
      values: rows.map((row) => numberOf(row.cells[position])),
    }));
  return {
    title: textOf(table.caption) || textOf(table.closest("figure")?.querySelector("figcaption")),
    categories: rows.map((row) => textOf(row.cells[0])),
    series,
  };
}
