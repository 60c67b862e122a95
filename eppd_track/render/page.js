"use strict";
// The whole table on a screen: filters and sorting. Without this script every row stands in its place.
(() => {
  const table = document.getElementById("big");
  const form = document.getElementById("filters");
  const groups = [...table.tBodies];
  const rows = [...table.querySelectorAll("tr[data-row]")];
  const heads = [...table.tHead.rows[0].cells];
  const home = new Map(rows.map((row) => [row, row.parentElement]));
  const texts = new Map(rows.map((row) => [row, fold([...row.cells].map((cell) => cell.textContent).join(" "))]));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const flat = table.createTBody();
  const count = form.querySelector("output");
  const nothing = document.getElementById("nothing");

  // Case, width and 臺/台 make no difference, as everywhere in the ledger.
  function fold(text) {
    return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("臺", "台");
  }

  function wanted(name) {
    return form.elements[name] ? form.elements[name].value : "";
  }

  function filter() {
    const words = fold(wanted("text")).split(/\s+/u);
    for (const row of rows) {
      row.hidden =
        !["", home.get(row).dataset.group].includes(wanted("group")) ||
        !["", row.dataset.owner].includes(wanted("owner")) ||
        !["", row.dataset.light].includes(wanted("light")) ||
        !words.every((word) => texts.get(row).includes(word));
    }
    for (const group of groups) {
      group.hidden = ![...group.querySelectorAll("tr[data-row]")].some((row) => !row.hidden);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `${shown} / ${rows.length}`;
    nothing.hidden = shown > 0;
    form.classList.toggle("active", shown < rows.length);
  }

  // Rows of all groups as one list, in the order of a column; what has no value there stands last.
  function sort(head, downward) {
    const column = heads.indexOf(head);
    const key = (row) => row.cells[column].dataset.key;
    const compare = (one, other) =>
      (key(one) === "") - (key(other) === "") ||
      (downward ? -1 : 1) * collator.compare(key(one), key(other));
    flat.append(...[...rows].sort(compare));
    mark(head, downward ? "descending" : "ascending");
    filter();
  }

  function unsort() {
    for (const row of rows) {
      home.get(row).append(row);
    }
    mark(null);
    filter();
  }

  function mark(head, order) {
    for (const each of heads) {
      each.removeAttribute("aria-sort");
    }
    head?.setAttribute("aria-sort", order);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, head.getAttribute("aria-sort") === "ascending"));
    head.append(button);
  }
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    unsort();
  });
  form.hidden = false;
  table.classList.add("live");
  filter();
})();
