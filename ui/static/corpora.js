// The corpus that is asked: chosen in the header; papers are added to one, or to a new one, from files.
import { newConversation, status } from "./chat.js";
import { $, $$, make, opens, say } from "./dom.js";
import { corpus, onCorpusChanged, setCorpus, tellCorpusChanged } from "./store.js";

const NEW = "";
const MOST_NAMED = 5;
let facts = { corpora: [], corpus: "", upload: 0 };
let chosen = [];
let sending = false;
let unseen = false; // what came of files that were sent, while the dialog was closed

export function startCorpora() {
  document.addEventListener("facts", (event) => {
    facts = event.detail;
    $("#which").hidden = facts.corpora.length < 2;
    $("#corpus").replaceChildren(...facts.corpora.map((name) => make("option", { value: name }, name)));
    $("#corpus").value = facts.corpus;
    $("#open-adding").hidden = $("#taking").hidden = !facts.upload;
    for (const link of $$("#taking a")) link.href = `api/corpora/${encodeURIComponent(facts.corpus)}/export?format=${link.dataset.format}`;
  });
  document.addEventListener("corpus", status);
  onCorpusChanged((name) => (name === facts.corpus ? refresh() : status()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#taking summary")) $("#taking").open = false;
  });
  $("#taking").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    $("#taking").open = false;
    $("#taking summary").focus();
  });
  $("#corpus").addEventListener("change", (event) => choose(event.target.value));
  opens($("#open-adding"), $("#adding"), fill);
  $("#files").addEventListener("change", (event) => {
    pick([...event.target.files]);
    event.target.value = ""; // so that the same file can be chosen again
  });
  const drop = $("#drop");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && !sending) pick([...event.dataTransfer.files]);
    });
  }
  $("#into").addEventListener("change", named);
  $("#add-more").addEventListener("click", () => {
    fill();
    $("#files").focus();
  });
  $("#add-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sending) send();
  });
}

// Another corpus begins another conversation: what was said over one says nothing of another.
function choose(name) {
  setCorpus(name === facts.corpora[0] ? "" : name);
  newConversation(true);
  refresh();
  say(`Asking the corpus ${name}.`);
}

const refresh = () => document.dispatchEvent(new CustomEvent("corpus"));

// Takes a paper out of the corpus of this tab. Throws an Error that says why it is not.
export async function remove(paper) {
  const name = facts.corpus;
  const address = `api/corpora/${encodeURIComponent(name)}/papers/${encodeURIComponent(paper)}`;
  const response = await fetch(address, { method: "DELETE" }).catch(() => { throw new Error("the app cannot be reached"); });
  if (!response.ok) throw new Error(await why(response));
  tellCorpusChanged(name);
  refresh();
}

function fill() {
  if (sending || unseen) {
    unseen = false;
    return;
  }
  $("#add-form").reset();
  pick([]);
  turn("form");
  $("#adding-report").replaceChildren();
  $("#into").replaceChildren(make("option", { value: NEW }, "a new corpus"), ...facts.corpora.map((name) => make("option", { value: name }, name)));
  $("#into").value = corpus() || NEW;
  named();
}

// What the dialog shows beside what went wrong: its form, how far it is, or the report.
function turn(part) {
  $("#add-form").hidden = part !== "form";
  $("#adding-shows").hidden = part !== "progress";
  $("#added-next").hidden = part !== "report";
}

function named() {
  const field = $("#new-name");
  field.hidden = $("#into").value !== NEW;
  field.required = !field.hidden;
}

function pick(files) {
  chosen = files;
  const size = files.reduce((sum, file) => sum + file.size, 0) / 1e6;
  const named = files.slice(0, MOST_NAMED).map((file) => file.name).join(", ") + (files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : "");
  const line = files.length === 0 ? "Drop files here, or choose them" : `${named} (${size < 0.1 ? "under 0.1" : size.toFixed(1)} MB)`;
  const tooLarge = facts.upload && size > facts.upload;
  $("#chosen").textContent = tooLarge ? `${line}: more than the ${facts.upload} MB that can be added at once` : line;
  $("#chosen").classList.toggle("wrong", Boolean(tooLarge));
  if (files.length) $("#adding-report").replaceChildren(); // what was said of those before
  $("#add").disabled = !files.length || Boolean(tooLarge);
  if (files.length && !$("#new-name").value) $("#new-name").value = nameFrom(files[0].name);
}

const nameFrom = (file) => file.replace(/(\.\w{1,6}){1,2}$/, "").replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);

async function send() {
  const name = $("#into").value || $("#new-name").value.trim();
  const form = new FormData();
  for (const file of chosen) form.append("files", file);
  busy(true);
  $("#adding-report").replaceChildren();
  turn("progress");
  show("Sending …");
  try {
    const report = await sent(name, form);
    tell(report);
    turn("report");
    $("#adding-report").focus();
    tellCorpusChanged(report.corpus);
    arrive(report.corpus);
  } catch (error) {
    const text = `Nothing was added: ${error instanceof TypeError ? "the app cannot be reached" : error.message}`;
    turn("form");
    $("#adding-report").replaceChildren(make("p", { class: "notice", role: "alert" }, text));
    if (!$("#adding").open) say(text);
  }
  busy(false);
  unseen = !$("#adding").open;
}

// The report on what was sent. Throws an Error that says why there is none.
async function sent(name, form) {
  let last = null;
  const response = await fetch(`api/corpora/${encodeURIComponent(name)}/papers`, { method: "POST", body: form });
  if (!response.ok) throw new Error(await why(response));
  for await (const step of lines(response.body)) {
    last = step;
    if (step.step === "reading") show("Reading the files …", step, "bytes");
    else if (step.step === "embedding") show("Reading the papers …", step, "passages");
  }
  if (last?.step !== "done") throw new Error(last?.message ?? "the server broke off");
  return last;
}

// Whoever waited goes on to the papers; whoever closed the dialog meanwhile is left where they are.
function arrive(name) {
  if (name === facts.corpus) return refresh();
  if (!$("#adding").open) return status();
  setCorpus(name === facts.corpora[0] ? "" : name);
  newConversation(true);
  refresh();
}

function busy(on) {
  sending = on;
  $("#open-adding").textContent = on ? "Adding papers …" : "Add papers";
}

async function why(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text || `the server answered ${response.status}`;
  }
}

function show(text, { done = 0, total = 0 } = {}, unit = "") {
  const bar = $("#added");
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
  const known = total && unit === "passages"; // a reader of the screen is told the step, not each number
  $("#adding-line").firstChild.textContent = text;
  $("#adding-count").textContent = known ? ` ${done.toLocaleString("en")} of ${total.toLocaleString("en")} ${unit}` : "";
}

function tell(report) {
  const { merged, skipped, warnings } = report.counts;
  const line = `${count(report.records, "record")} read: ${count(report.added, "paper")} added, ${merged} merged, ${skipped} skipped. `
    + `The corpus ${report.corpus} has ${count(report.papers, "paper")}.`;
  const place = (one) => [one.file, one.line ? `line ${one.line}` : ""].filter(Boolean).join(", ");
  $("#adding-report").replaceChildren(
    make("p", {}, make("b", {}, line)),
    ...part("Skipped", skipped, report.skipped, (one) => [one.what || "A record", `${place(one)}: ${one.reason}`]),
    ...part("Merged", merged, report.merged, (one) => [one.dropped, `has the same ${one.by} as ${one.kept}`]),
    ...part("Warnings", warnings, report.warnings, (one) => [one.field ? `${one.field}: ${one.message}` : one.message, place(one)]),
  );
  say(line);
}

function part(title, all, named, texts) {
  if (!all) return [];
  const items = named.map((one) => {
    const [what, more] = texts(one);
    return make("li", {}, what, make("span", { class: "aside" }, more));
  });
  if (all > named.length) items.push(make("li", { class: "aside" }, `and ${(all - named.length).toLocaleString("en")} more`));
  return [make("details", { open: all <= 5 }, make("summary", {}, `${title}: ${all.toLocaleString("en")}`), make("ul", {}, ...items))];
}

const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const parts = rest.split("\n");
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
  }
}
