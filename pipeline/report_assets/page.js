// What the pages can do beyond being read: sort and filter the table of reviews, copy a text. Without it they still
// show everything. State lives in the address (#q=...), so that a filtered table can be sent to somebody.
"use strict";

// Case, width and accents do not matter to somebody who searches.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function makeTable(table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({
    row,
    text: fold(row.textContent),
    state: row.dataset.state,
    severity: Number(row.dataset.severity),
    classes: (row.dataset.classes || "").split(" "),
  }));
  const form = document.forms.filters;
  const count = form.elements.count;
  const none = document.getElementById("none");
  const found = new Intl.NumberFormat(document.documentElement.dataset.locale);

  // So many rows follow at once where somebody types; the others, frame by frame.
  const screenful = 40;
  let pending = 0;

  function reveal(waiting) {
    for (const { row } of waiting.splice(0, screenful)) row.hidden = false;
    table.setAttribute("aria-busy", waiting.length > 0);
    if (waiting.length > 0) pending = requestAnimationFrame(() => reveal(waiting));
  }

  const matches = (entry, words, state, severity, kind) =>
    (!state || entry.state === state) && entry.severity >= severity && (!kind || entry.classes.includes(kind)) &&
    words.every((word) => entry.text.includes(word));

  function filter() {
    const { q, state, severity, kind } = form.elements;
    const words = fold(q.value).split(/\s+/).filter(Boolean);
    const fitting = rows.filter((entry) => matches(entry, words, state.value, Number(severity.value), kind.value));
    const kept = new Set(fitting);
    for (const entry of rows) {
      if (!kept.has(entry) && !entry.row.hidden) entry.row.hidden = true;
    }
    cancelAnimationFrame(pending);
    reveal(fitting.filter((entry) => entry.row.hidden));
    none.hidden = fitting.length !== 0;
    count.value = `${found.format(fitting.length)} of ${found.format(rows.length)} reviews`;
  }

  function remember() {
    const asked = new URLSearchParams();
    for (const name of ["q", "state", "severity", "kind"]) {
      const value = form.elements[name].value;
      if (value && value !== "0") asked.set(name, value);
    }
    history.replaceState(null, "", asked.size ? `#${asked}` : location.pathname + location.search);
  }

  function recall() {
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
  }

  function sortBy(header) {
    const descending = header.getAttribute("aria-sort") === "ascending";
    const column = header.cellIndex;
    const numeric = header.classList.contains("number");
    const order = new Intl.Collator(document.documentElement.dataset.locale, { numeric: true });
    const compare = numeric ? (a, b) => Number(a) - Number(b) : order.compare;
    const keyed = rows.map((entry) => {
      const cell = entry.row.cells[column];
      const text = cell.textContent.trim();
      return { entry, isEmpty: !text, value: cell.dataset.value ?? text };
    });
    // Empty cells stand last, whichever way.
    keyed.sort((a, b) => a.isEmpty - b.isEmpty || compare(a.value, b.value) * (descending ? -1 : 1));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const sorted = document.createDocumentFragment();
    for (const { entry } of keyed) sorted.append(entry.row);
    body.append(sorted);
  }

  for (const header of table.tHead.rows[0].cells) {
    header.querySelector("button")?.addEventListener("click", () => sortBy(header));
  }
  form.addEventListener("input", () => { filter(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  // Not a reset button: its fields, and the count with them, would be empty for a moment.
  form.querySelector("button").addEventListener("click", () => { form.reset(); filter(); remember(); });
  form.hidden = false;
  recall();
  filter();
}

function makeCopyButton(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // a page on the disk may not have the clipboard's interface
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}

// Paper shows what is folded away, too; the numbers of charts stand in the charts.
addEventListener("beforeprint", () => document.querySelectorAll("details.since").forEach((part) => { part.open = true; }));

const table = document.querySelector("table.reviews");
if (table) makeTable(table);
document.querySelectorAll("button.copy").forEach(makeCopyButton);
