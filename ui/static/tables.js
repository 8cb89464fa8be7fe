// Tables of an answer: columns that sort, and a CSV to take away.
import { $, $$, download, make } from "./dom.js";
import { call } from "./server.js";

export function enhanceTables(root, packed) {
  for (const box of $$(".table", root)) {
    makeSortable($("table", box));
    if (!packed) continue;
    box.after(make("p", { class: "table-foot" }, make("button", { type: "button", class: "quiet", onclick: async () => {
      const name = packed.question.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "answer";
      download({ name: `${name}.csv`, type: "text/csv", text: await call("csv", { turn: packed }) });
    } }, "Download CSV")));
  }
}

export function makeSortable(table) {
  const body = $("tbody", table);
  const given = [...body.rows];
  const heads = $$("thead th", table).map((head) => head.textContent.trim());
  for (const row of given) for (const cell of row.cells) cell.dataset.label ??= heads[cell.cellIndex] ?? ""; // shown on a phone
  $$("thead th", table).forEach((head, column) => {
    const label = head.textContent.trim();
    if (!label) return;
    const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const now = was === "ascending" ? "descending" : was === "descending" ? null : "ascending";
      for (const other of $$("thead th", table)) other.removeAttribute("aria-sort");
      if (now) head.setAttribute("aria-sort", now);
      const text = (row) => row.cells[column]?.innerText.trim() ?? "";
      const order = (a, b) => text(a).localeCompare(text(b), "en", { numeric: true, sensitivity: "base" });
      const rows = now ? [...given].sort(now === "ascending" ? order : (a, b) => order(b, a)) : given;
      body.append(...rows);
    });
  });
}
