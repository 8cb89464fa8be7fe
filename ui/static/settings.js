// The settings drawer. Settings are the browser's own; the model is one that the server was started with.
import { $, $$, opens } from "./dom.js";
import { keepSettings, scope, setScope, settings } from "./store.js";

let facts = { papers: 0, model: null };

export function startSettings() {
  opens($("#open-settings"), $("#settings"), fill);
  for (const input of $$("#settings input[type=radio]")) {
    input.addEventListener("change", () => {
      keepSettings({ [input.name]: input.value });
      apply();
    });
  }
  $("#only-clear").addEventListener("click", () => {
    setOnly([]);
    fill();
    $("#open-settings").focus();
  });
  document.addEventListener("facts", (event) => {
    facts = event.detail;
    apply();
  });
  apply();
}

// Only these papers are searched from now on; none: all are.
export function setOnly(ids) {
  setScope({ only: ids.length === facts.papers ? [] : ids });
  apply();
}

// Only the papers that a search and its filters find: too many to name.
export function setChosen(chosen) {
  setScope({ chosen });
  apply();
}

function size() {
  const { only, chosen } = scope();
  return chosen?.papers ?? only?.length ?? 0;
}

const of = (count, all) => `${count.toLocaleString("en")} of ${all ? all.toLocaleString("en") : "all"} paper${all === 1 ? "" : "s"}`;

function fill() {
  const chosen = settings();
  for (const input of $$("#settings input[type=radio]")) input.checked = chosen[input.name] === input.value;
  const on = Boolean(facts.model);
  $("#with-model").hidden = !on;
  $("#model-name").textContent = `${facts.model}, checked against the abstracts`;
  $("#model-help").textContent = on ? "" : facts.hint || "A model is switched on by whoever starts the server: RAG_MODEL=openai/gpt-4o-mini, or another.";
  if (!on) $('#settings input[value="extractive"]').checked = true;
  $("#only-line").textContent = size() ? `${of(size(), facts.papers)} are searched.` : "All papers are searched.";
  $("#only-clear").hidden = !size();
}

function apply() {
  const chosen = settings();
  $("#citewell").dataset.strict = chosen.strict;
  $("#scope").hidden = !size();
  $("#scope").textContent = size() ? `Searching ${of(size(), facts.papers)}. Settings changes this.` : "";
}
