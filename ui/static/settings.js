// The settings drawer. Settings are the browser's own; the model is one that the server was started with.
import { $, $$, opens } from "./dom.js";
import { keepSettings, settings } from "./store.js";

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

export function setOnly(ids) {
  keepSettings({ only: ids.length === facts.papers ? [] : ids });
  apply();
}

function fill() {
  const chosen = settings();
  for (const input of $$("#settings input[type=radio]")) input.checked = chosen[input.name] === input.value;
  const on = Boolean(facts.model);
  $("#with-model").hidden = !on;
  $("#model-name").textContent = `${facts.model}, checked against the abstracts`;
  $("#model-help").textContent = on ? "" : facts.hint || "A model is switched on by whoever starts the server: RAG_MODEL=openai/gpt-4o-mini, or another.";
  if (!on) $('#settings input[value="extractive"]').checked = true;
  $("#only-line").textContent = chosen.only.length ? `${chosen.only.length} of ${facts.papers} papers are searched.` : "All papers are searched.";
  $("#only-clear").hidden = !chosen.only.length;
}

function apply() {
  const chosen = settings();
  $("#citewell").dataset.strict = chosen.strict;
  $("#scope").hidden = !chosen.only.length;
  $("#scope").textContent = chosen.only.length ? `Searching ${chosen.only.length} of ${facts.papers || "all"} papers. Settings changes this.` : "";
}
