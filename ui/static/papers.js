// The page of all papers: search as you type, filters, one to read, and the map.
import { ask, state } from "./chat.js";
import { remove } from "./corpora.js";
import { $, $$, calm, make, say } from "./dom.js";
import { peekAt } from "./evidence.js";
import { call } from "./server.js";
import { setChosen, setOnly } from "./settings.js";
import { makeSortable } from "./tables.js";

const NAMES = ["venue", "author", "keyword"];

let loaded = null;
let whole = true; // every paper has a row; of a large corpus the server gives the best ones
let papers = 0;
let asked = 0;
let era = 0;
let chosen = null; // what more papers were found by than are shown

export function startPapers() {
  let timer;
  for (const id of ["find", ...NAMES]) {
    $(`#${id}`).addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(filter, 120);
    });
  }
  for (const id of ["topic", "since", "until", "linked"]) $(`#${id}`).addEventListener("change", filter);
  document.addEventListener("corpus", forget);
  $("#as-table").addEventListener("click", () => showAs("table"));
  $("#as-map").addEventListener("click", () => showAs("map"));
  $("#on-map").addEventListener("click", () => showAs("map"));
  $("#close-reader").addEventListener("click", () => {
    const was = $("#reader").dataset.paper;
    location.hash = "#papers";
    $(`#table button[data-paper="${CSS.escape(was)}"]`)?.focus();
  });
  $("#ask-these").addEventListener("click", () => {
    if (chosen) setChosen(chosen);
    else setOnly(shown().map((row) => row.dataset.paper));
    location.hash = "";
    $("#question").focus();
  });
  document.addEventListener("lit", light);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-do]");
    if (!target) return;
    event.preventDefault();
    const { paper } = target.dataset;
    if (target.dataset.do === "remove") take(target);
    else if (target.dataset.do === "about") ask(`What does “${titleOf(target, paper)}” do?`);
    else location.hash = `#papers/${encodeURIComponent(paper)}`;
  });
  $("#map").addEventListener("keydown", move);
  for (const kind of ["pointerover", "focusin"]) {
    $("#map").addEventListener(kind, (event) => {
      const point = event.target.closest?.(".point");
      if (point) peekAt($(".dot", point), point.dataset.paper, point.getAttribute("aria-label"));
    });
  }
}

function titleOf(target, paper) {
  const near = target.closest(".card, #reading");
  return ($(".title", near ?? document) ?? $(`[data-paper="${CSS.escape(paper)}"] .title`)).textContent;
}

export async function openPaper(id) {
  load();
  const reader = $("#reader");
  reader.hidden = !id;
  for (const old of $$(".open", $("#page-papers"))) old.classList.remove("open");
  if (!id) return;
  reader.dataset.paper = id;
  const found = await call("paper", { paper: id });
  if (reader.dataset.paper !== id) return;
  if (found.html) $("#reading").innerHTML = found.html;
  else $("#reading").replaceChildren(make("p", {}, "There is no such paper."));
  await loaded;
  for (const one of $$(`#page-papers [data-paper="${CSS.escape(id)}"]`)) one.classList.add("open");
  reader.scrollTop = 0;
  $("h2", reader)?.focus({ preventScroll: true });
  reader.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
}

// Taking a paper out asks once more, in place.
async function take(button) {
  if (button.dataset.sure !== "yes") {
    button.dataset.sure = "yes";
    button.textContent = "Really remove it from this corpus";
    return;
  }
  button.disabled = true;
  button.textContent = "Removing …";
  const { paper } = button.dataset;
  try {
    await remove(paper);
    location.hash = "#papers";
    say("The paper was removed.");
    $("#papers-title").focus();
  } catch (error) {
    button.closest(".go").after(make("p", { class: "notice", role: "alert" }, `It was not removed: ${error.message}`));
    button.remove();
  }
}

// Another corpus, or this one with other papers: what is shown is taken away, and read anew where it is looked at.
function forget() {
  loaded = null;
  era += 1;
  for (const id of ["find", ...NAMES]) $(`#${id}`).value = "";
  $("#linked").checked = false;
  for (const id of ["topic", "since", "until"]) $(`#${id}`).replaceChildren($(`#${id} option`));
  for (const id of NAMES) $(`#${id}s`).replaceChildren();
  for (const id of ["since", "until", ...NAMES]) unhide(id, false);
  $("#table").replaceChildren();
  $("#map").replaceChildren();
  $("#reader").hidden = true;
  if (!$("#page-papers").hidden) load();
}

function load() {
  const mine = era;
  loaded ??= call("corpus").then((corpus) => {
    if (mine !== era) return; // another corpus was chosen meanwhile
    $("#papers-title").textContent = corpus.papers === 1 ? "One paper" : `${corpus.papers.toLocaleString("en")} papers`;
    whole = corpus.whole;
    $("#table").innerHTML = corpus.table;
    $("#map").innerHTML = corpus.map;
    makeSortable($("#table table"));
    $("#topic").append(...corpus.topics.map((topic, place) => make("option", { value: place }, topic)));
    papers = corpus.papers;
    const years = [...corpus.years].reverse();
    if (years.length) {
      for (const id of ["since", "until"]) {
        unhide(id);
        const word = id === "since" ? "from" : "to";
        $(`#${id}`).append(...years.map((year) => make("option", { value: year }, `${word} ${year}`)));
      }
    }
    for (const id of NAMES) {
      if (!corpus[id].length) continue;
      unhide(id);
      $(`#${id}s`).append(...corpus[id].map((name) => make("option", { value: name })));
    }
    light();
    return filter();
  }).catch((error) => {
    loaded = null;
    $("#found").textContent = `The papers cannot be shown: ${error.message}.`;
  });
  return loaded;
}

function unhide(id, shown = true) {
  $(`#${id}`).hidden = $(`label[for="${id}"]`).hidden = !shown;
}

// What is chosen beside the search, in the grammar of rag/where.py.
function where() {
  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  const said = NAMES.map((id) => [id, $(`#${id}`).value.trim()]).filter(([, value]) => /[\p{L}\p{N}]/u.test(value));
  return [
    ...($("#since").value ? [`year>=${$("#since").value}`] : []),
    ...($("#until").value ? [`year<=${$("#until").value}`] : []),
    ...said.map(([id, value]) => `${id}:${quoted(value)}`),
  ].join(" ");
}

async function filter() {
  const turn = (asked += 1);
  const query = $("#find").value.trim();
  const named = where();
  const topic = $("#topic").value && $("#topic").selectedOptions[0].textContent;
  const linked = $("#linked").checked;
  const wanted = { query, where: named, topic, linked };
  if (!query && !named && whole) return showFound(wanted, null);
  const found = await call("find", wanted);
  if (turn !== asked) return; // a newer search is on its way
  if (whole) showFound(wanted, found);
  else showBest(wanted, found);
}

// Every paper has a row: those that do not fit are hidden.
function showFound({ linked }, found) {
  const ids = found && new Set(found.ids);
  const fits = (row) => (!ids || ids.has(row.dataset.paper))
    && (!$("#topic").value || row.dataset.topic === $("#topic").value)
    && (!linked || row.dataset.links !== "0");
  const rows = $$("#table tbody tr");
  for (const row of rows) row.hidden = !fits(row);
  const kept = shown().map((row) => row.dataset.paper);
  chosen = null;
  tell(kept.length, kept.length, rows.length, found?.nearest, kept);
}

// The best of those that fit come as rows.
function showBest(wanted, found) {
  $("#table").innerHTML = found.table;
  makeSortable($("#table table"));
  const rows = shown().length;
  chosen = found.nearest || found.total === rows ? null : { ...wanted, papers: found.total };
  tell(rows, found.total, papers, found.nearest, found.mapped);
}

function tell(rows, total, all, nearest, onMap) {
  const kept = new Set(onMap);
  for (const point of $$("#map .point")) point.classList.toggle("out", !kept.has(point.dataset.paper));
  const number = total.toLocaleString("en");
  if (nearest && total) $("#found").textContent = `No paper has all these words; the nearest by meaning: ${number}.`;
  else if (rows < total) $("#found").textContent = `${rows.toLocaleString("en")} of ${number} shown; search to narrow.`;
  else $("#found").textContent = total === all ? "" : total === 1 ? "1 paper" : `${number} papers`;
  $("#ask-these").hidden = total === all || !total;
  $("#ask-these").textContent = total === 1 ? "Ask this paper only" : `Ask these ${number} only`;
}

const shown = () => $$("#table tbody tr:not([hidden])");

function showAs(kind) {
  for (const one of ["table", "map"]) {
    $(`#${one}`).hidden = one !== kind;
    $(`#as-${one}`).setAttribute("aria-pressed", String(one === kind));
  }
}

function light() {
  const cited = new Set(state.papers);
  $("#map").classList.toggle("some", cited.size > 0);
  for (const point of $$("#map .point")) point.classList.toggle("on", cited.has(point.dataset.paper));
}

function move(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const step = steps[event.key];
  const from = event.target.closest?.(".point");
  if (!step || !from) return;
  event.preventDefault();
  const place = (point) => ["cx", "cy"].map((name) => Number($(".dot", point).getAttribute(name)));
  const [x, y] = place(from);
  let best = null;
  let least = Infinity;
  for (const point of $$(".point:not(.out)", $("#map"))) {
    const [dx, dy] = place(point).map((value, axis) => value - [x, y][axis]);
    const ahead = dx * step[0] + dy * step[1];
    const aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
    if (ahead > 0.5 && ahead + 2 * aside < least) [best, least] = [point, ahead + 2 * aside];
  }
  if (!best) return;
  from.setAttribute("tabindex", "-1");
  best.setAttribute("tabindex", "0");
  best.focus();
}
