// The corpus that is asked: chosen in the header; papers are added to one, or to a new one, from files.
import { newConversation, status } from "./chat.js";
import { $, make, opens, say } from "./dom.js";
import { corpus, setCorpus } from "./store.js";

const NEW = "";
let facts = { corpora: [], corpus: "", upload: 0 };
let chosen = [];
let sending = false;

export function startCorpora() {
  document.addEventListener("facts", (event) => {
    facts = event.detail;
    $("#which").hidden = facts.corpora.length < 2;
    $("#corpus").replaceChildren(...facts.corpora.map((name) => make("option", { value: name }, name)));
    $("#corpus").value = facts.corpus;
    $("#open-adding").hidden = !facts.upload;
  });
  document.addEventListener("corpus", status);
  $("#corpus").addEventListener("change", (event) => choose(event.target.value));
  opens($("#open-adding"), $("#adding"), fill);
  $("#files").addEventListener("change", (event) => pick([...event.target.files]));
  const drop = $("#drop");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") pick([...event.dataTransfer.files]);
    });
  }
  $("#into").addEventListener("change", named);
  $("#add-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sending) send();
  });
}

// Another corpus begins another conversation: what was said over one says nothing of another.
function choose(name) {
  setCorpus(name === facts.corpora[0] ? "" : name);
  newConversation();
  document.dispatchEvent(new CustomEvent("corpus"));
  say(`Asking the corpus ${name}.`);
}

function fill() {
  if (sending) return;
  pick([]);
  $("#add-form").reset();
  $("#adding-shows").hidden = true;
  $("#adding-report").replaceChildren();
  $("#into").replaceChildren(make("option", { value: NEW }, "a new corpus"), ...facts.corpora.map((name) => make("option", { value: name }, name)));
  $("#into").value = corpus() || NEW;
  named();
}

function named() {
  const field = $("#new-name");
  field.hidden = $("#into").value !== NEW;
  field.required = !field.hidden;
}

function pick(files) {
  chosen = files;
  const size = files.reduce((sum, file) => sum + file.size, 0) / 1e6;
  const line = files.length === 0 ? "Drop files here, or choose them"
    : `${files.length === 1 ? files[0].name : `${files.length} files`}, ${size < 0.1 ? "under 0.1" : size.toFixed(1)} MB`;
  const tooLarge = facts.upload && size > facts.upload;
  $("#chosen").textContent = tooLarge ? `${line}: more than the ${facts.upload} MB that can be added at once` : line;
  $("#add").disabled = !files.length || Boolean(tooLarge);
  if (files.length && !$("#new-name").value) $("#new-name").value = nameFrom(files[0].name);
}

const nameFrom = (file) => file.replace(/(\.\w{1,6}){1,2}$/, "").replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);

async function send() {
  const name = $("#into").value || $("#new-name").value.trim();
  const form = new FormData();
  for (const file of chosen) form.append("files", file);
  sending = true;
  $("#add").disabled = true;
  $("#adding-shows").hidden = false;
  $("#adding-report").replaceChildren();
  show("Sending …");
  let last = null;
  try {
    const response = await fetch(`api/corpora/${encodeURIComponent(name)}/papers`, { method: "POST", body: form });
    if (!response.ok) throw new Error(await why(response));
    for await (const step of lines(response.body)) {
      last = step;
      if (step.step === "reading") show("Reading the files …", step);
      else if (step.step === "embedding") show("Reading the papers …", step);
    }
    if (last?.step !== "done") throw new Error(last?.message ?? "the server broke off");
    tell(last);
    setCorpus(last.corpus === facts.corpora[0] ? "" : last.corpus);
    newConversation(true);
    document.dispatchEvent(new CustomEvent("corpus"));
  } catch (error) {
    $("#adding-shows").hidden = true;
    $("#adding-report").replaceChildren(make("p", { class: "notice" }, `Nothing was added: ${error.message}`));
  }
  sending = false;
  $("#add").disabled = !chosen.length;
}

async function why(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text || `the server answered ${response.status}`;
  }
}

function show(text, { done = 0, total = 0 } = {}) {
  const bar = $("#added");
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
  $("#adding-line").textContent = total ? `${text} ${done.toLocaleString("en")} of ${total.toLocaleString("en")}` : text;
}

function tell(report) {
  $("#adding-shows").hidden = true;
  const { merged, skipped, warnings } = report.counts;
  const line = `${count(report.records, "record")} read: ${count(report.added, "paper")} added, ${merged} merged, ${skipped} skipped. `
    + `The corpus ${report.corpus} has ${count(report.papers, "paper")}.`;
  const place = (one) => [one.file, one.line ? `line ${one.line}` : ""].filter(Boolean).join(", ");
  $("#adding-report").replaceChildren(
    make("p", {}, make("b", {}, line)),
    ...part("Skipped", skipped, report.skipped, (one) => `${one.what || "a record"} (${place(one)}): ${one.reason}`),
    ...part("Merged", merged, report.merged, (one) => `${one.dropped}: the same ${one.by} as ${one.kept}`),
    ...part("Not read", warnings, report.warnings, (one) => `${place(one)}, ${one.field}: ${one.message}`),
  );
  say(line);
}

function part(title, all, named, text) {
  if (!all) return [];
  const items = named.map((one) => make("li", {}, text(one)));
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
