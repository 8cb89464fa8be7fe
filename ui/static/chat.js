// The conversation: asks, streams, stops, retries, edits, and keeps what came of it.
import { $, $$, calm, make, narrow, say } from "./dom.js";
import { dropEvidence, placeEvidence, showEvidence } from "./evidence.js";
import { call, stream } from "./server.js";
import { conversation, corpus, keep, openId, scope, setCorpus, setOpenId, settings } from "./store.js";
import { enhanceTables } from "./tables.js";
import { turnTools } from "./tools.js";

export const state = { id: null, title: "", turns: [], papers: [], corpus: "", model: null };
let running = null;
let asking = 0;

export function startChat() {
  const box = $("#question");
  box.addEventListener("input", () => fit(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  $("#ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) running.abort();
    else submit();
  });
  $("#new").addEventListener("click", newConversation);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && running && !$("dialog[open]")) running.abort();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-ask]");
    if (button) ask(button.dataset.ask);
  });
  const kept = conversation(openId() || "");
  if (kept) {
    setCorpus(kept.corpus ?? "");
    openConversation(kept);
  }
  status();
  if (!narrow.matches) box.focus({ preventScroll: true });
}

// Asks what there is to ask in the corpus of this tab, and shows it; again after another was chosen or it has changed.
export async function status() {
  const turn = (asking += 1);
  $("#examples").replaceChildren(); // those of another corpus are no help
  try {
    for await (const facts of stream("status", [{ corpus: corpus() }])) {
      if (turn !== asking) return;
      if (facts.unknown && corpus()) { // it was deleted since
        gone(corpus());
        setCorpus("");
        document.dispatchEvent(new CustomEvent("corpus"));
        return;
      }
      if (!facts.ready) {
        $("#model-line").textContent = facts.text;
        continue;
      }
      state.model = facts.model;
      $("#count").textContent = facts.papers === 1 ? "one paper" : `${facts.papers.toLocaleString("en")} papers`;
      modelLine(facts);
      $("#examples").replaceChildren(...facts.examples.map(({ kind, question }) =>
        make("li", {}, make("button", { type: "button", "data-ask": question },
          ...(kind ? [make("span", { class: "kind" }, kind)] : []), make("span", {}, question)))));
      document.dispatchEvent(new CustomEvent("facts", { detail: facts }));
    }
  } catch (error) {
    $("#model-line").textContent = `The server cannot be reached (${error.message}). Start it again and reload this page.`;
  }
}

function gone(name) {
  const text = `The corpus “${name}” is no longer here.`;
  say(text);
  if (state.corpus !== name || !state.turns.length) return;
  $("#thread").prepend(make("p", { class: "notice" }, `${text} Answers from it are shown without their evidence; the next question begins a new conversation.`));
}

function modelLine(facts) {
  const line = $("#model-line");
  if (facts.model) line.replaceChildren("Answers are written by ", make("b", {}, facts.model), " and checked against the abstracts.");
  else if (facts.hint) line.textContent = facts.hint;
  else line.replaceChildren("No model is on: answers quote the abstracts word for word. To let a model write, start with ",
    make("code", {}, "RAG_MODEL=openai/gpt-4o-mini"), " or another.");
}

function submit() {
  const box = $("#question");
  const question = box.value.trim();
  if (!question || running) return;
  box.value = "";
  fit(box);
  ask(question);
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
}

export async function ask(question) {
  if (running) return;
  if (!$("#page-papers").hidden) location.hash = "";
  if (state.id && state.corpus !== corpus()) newConversation(true); // its corpus is no longer here
  if (!state.id) {
    state.id = crypto.randomUUID?.() ?? String(Date.now());
    state.corpus = corpus();
    state.title = question.length > 80 ? `${question.slice(0, 79)}…` : question;
    setOpenId(state.id);
  }
  const place = state.turns.length + 1;
  const { turn, answer } = addTurn(question, place);
  waiting(answer, "Searching the papers …");
  rise(turn);
  running = new AbortController();
  busy(true);
  const chosen = settings();
  const request = {
    question, key: `t${place}`, turns: state.turns, corpus: corpus(), ...scope(),
    model: chosen.model === "extractive" ? "extractive" : null,
  };
  let done = null;
  try {
    const place = (rank, size) => waiting(answer, rank > 1 ? `Place ${rank} of ${size} in the queue` : "Searching the papers …");
    for await (const frame of stream("reply", [request], running.signal, place)) {
      if (frame.step === "wait") waiting(answer, frame.text);
      else if (frame.step === "draft") answer.innerHTML = frame.html;
      else done = frame;
    }
    if (!done) throw new Error("the answer did not come whole");
  } catch (error) {
    const why = error instanceof TypeError ? "the app cannot be reached; see whether it still runs" : error.message;
    const text = error.name === "AbortError" ? "Stopped." : `There is no answer: ${why}. Ask again.`;
    answer.querySelector(".waiting")?.remove();
    answer.append(make("p", { class: "notice" }, text));
    done = { turn: { question, message: text }, papers: [], stopped: true };
  }
  running = null;
  busy(false);
  if (state.turns.length + 1 !== place) return; // another conversation was opened meanwhile
  state.turns.push(done.turn);
  keep(state);
  if (done.stopped) turnTools(turn, state.turns.length - 1);
  else finish(turn, done, state.turns.length - 1, true);
  say(answer.innerText);
}

function finish(turn, done, index, fresh) {
  const answer = $(".body", turn);
  answer.innerHTML = done.html;
  enhanceTables(answer, done.turn);
  shorten(answer);
  turn.dataset.papers = JSON.stringify(done.papers);
  turnTools(turn, index);
  placeEvidence(turn, done.evidence);
  if (fresh) {
    showEvidence(turn);
    lit(done.papers);
    suggest(turn, done.turn);
  }
}

function lit(papers) {
  state.papers = papers;
  document.dispatchEvent(new CustomEvent("lit", { detail: papers }));
}

async function suggest(turn, packed) {
  if (!packed.text) return;
  let questions = [];
  try {
    questions = await call("suggest", { turn: packed, asked: state.turns.map((one) => one.question) });
  } catch {
    return; // suggestions are an extra; an answer without them is whole
  }
  if (!questions.length || !turn.isConnected) return;
  const label = packed.kind === "abstain" ? "Questions that the papers answer" : "Go on with";
  $(".next", turn)?.remove();
  turn.append(make("div", { class: "next" }, make("p", { class: "label" }, label),
    make("ul", {}, ...questions.map((question) => make("li", {}, make("button", { type: "button", "data-ask": question }, question))))));
}

function shorten(answer) {
  if (settings().length !== "short") return;
  const parts = $$(":scope > .answer > p, :scope > .answer > ul > li, :scope > .answer > .table tbody tr", answer);
  const long = $(":scope > .answer", answer);
  if (long && (parts.length > 2 || long.innerText.length > 480)) {
    long.classList.add("cut");
    long.after(make("button", { type: "button", class: "more", onclick: (event) => {
      long.classList.remove("cut");
      event.currentTarget.remove();
    } }, "Show the whole answer"));
  }
}

function addTurn(question, place) {
  $("#citewell").classList.add("talking");
  $("#new").disabled = false;
  const answer = make("div", { class: "body" });
  const turn = make("article", { class: "turn", id: `t${place}` }, make("h2", { class: "asked" }, question), answer);
  $("#thread").append(turn);
  return { turn, answer };
}

function waiting(answer, text) {
  const line = answer.querySelector(".waiting");
  if (line) line.textContent = text;
  else if (!answer.childElementCount) answer.append(make("p", { class: "waiting" }, text));
}

// A new question rises to the top, and nothing moves after that: whoever reads is not pulled away.
function rise(turn) {
  turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}

function busy(on) {
  const send = $("#send");
  send.classList.toggle("stop", on);
  send.setAttribute("aria-label", on ? "Stop" : "Send");
  $("#thread").setAttribute("aria-busy", String(on));
}

export function newConversation(stay = false) {
  running?.abort();
  Object.assign(state, { id: null, title: "", turns: [], papers: [], corpus: corpus() });
  setOpenId(null);
  $("#thread").replaceChildren();
  dropEvidence();
  $("#citewell").classList.remove("talking");
  $("#new").disabled = true;
  lit([]);
  if (stay === true) return;
  if (!$("#page-papers").hidden) location.hash = "";
  $("#question").focus();
}

export async function openConversation(kept) {
  running?.abort();
  const asked = kept.corpus ?? "";
  if (asked !== corpus()) {
    setCorpus(asked);
    document.dispatchEvent(new CustomEvent("corpus"));
  }
  Object.assign(state, { id: kept.id, title: kept.title, turns: kept.turns, papers: [], corpus: asked });
  setOpenId(kept.id);
  $("#thread").replaceChildren();
  dropEvidence();
  const places = kept.turns.map((one, place) => addTurn(one.question, place + 1));
  for (const { answer } of places) waiting(answer, "…");
  let shown;
  try {
    shown = await call("render", { turns: kept.turns });
  } catch (error) {
    for (const { answer } of places) answer.replaceChildren(make("p", { class: "notice" }, `The server cannot be reached (${error.message}).`));
    return;
  }
  if (state.id !== kept.id) return;
  shown.forEach((done, place) => {
    if (places[place]) finish(places[place].turn, done, place, false);
  });
  const last = places.at(-1);
  if (!last) return;
  showEvidence(last.turn);
  lit(shown.at(-1).papers);
  suggest(last.turn, shown.at(-1).turn);
  last.turn.scrollIntoView({ block: "start" });
}

// Everything from this turn on is taken back; its question can be asked again, or changed first.
export function takeBack(index) {
  const question = state.turns[index].question;
  state.turns = state.turns.slice(0, index);
  for (const turn of $$("#thread > .turn").slice(index)) {
    dropEvidence(turn.id);
    turn.remove();
  }
  if (state.turns.length) keep(state);
  return question;
}

export function edit(index) {
  if (running) return;
  const box = $("#question");
  box.value = takeBack(index);
  fit(box);
  box.focus();
}

export function retry(index) {
  if (!running) ask(takeBack(index));
}
