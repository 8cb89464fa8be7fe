// The drawer of kept conversations: open, rename, delete, export.
import { newConversation, openConversation, state } from "./chat.js";
import { $, $$, download, make, opens, say } from "./dom.js";
import { call } from "./server.js";
import { conversation, conversations, keep, remove } from "./store.js";

export function startConversations() {
  opens($("#open-conversations"), $("#conversations"), list);
  for (const button of $$("[data-export]")) {
    button.addEventListener("click", async () => {
      download(await call("export", { title: state.title, turns: state.turns, format: button.dataset.export }));
    });
  }
}

function list() {
  const kept = conversations();
  $("#export").hidden = !state.turns.length;
  if (!kept.length) return $("#kept").replaceChildren(make("li", { class: "aside" }, "None yet. A conversation is kept from its first answer on."));
  $("#kept").replaceChildren(...kept.map(entry));
}

function entry(kept) {
  const open = make("button", { type: "button", class: "open", onclick: () => {
    $("#conversations").close();
    if (!$("#page-papers").hidden) location.hash = "";
    openConversation(conversation(kept.id));
  } }, kept.title, make("span", { class: "aside" }, `${kept.turns.length === 1 ? "1 question" : `${kept.turns.length} questions`} · ${[kept.corpus, when(kept.time)].filter(Boolean).join(" · ")}`));
  if (kept.id === state.id) open.setAttribute("aria-current", "true");
  const item = make("li", {}, open,
    make("button", { type: "button", class: "quiet", "aria-label": `Rename: ${kept.title}`, onclick: () => rename(item, kept) }, "Rename"),
    make("button", { type: "button", class: "quiet", "aria-label": `Delete: ${kept.title}`, onclick: (event) => erase(event.currentTarget, kept) }, "Delete"));
  return item;
}

function rename(item, kept) {
  const field = make("input", { type: "text", maxlength: 120, "aria-label": "New name" });
  field.value = kept.title;
  const done = (save) => {
    const title = field.value.trim();
    if (save && title) {
      keep({ ...conversation(kept.id), title });
      if (state.id === kept.id) state.title = title;
    }
    list();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") done(true);
    if (event.key !== "Escape") return;
    event.preventDefault(); // the drawer stays open
    event.stopPropagation();
    done(false);
  });
  item.replaceChildren(field, make("button", { type: "button", class: "quiet", onclick: () => done(true) }, "Save"));
  field.select();
}

function erase(button, kept) {
  if (button.dataset.sure !== "yes") { // deleting asks once more, in place
    button.dataset.sure = "yes";
    button.textContent = "Really delete";
    return;
  }
  remove(kept.id);
  if (state.id === kept.id) newConversation();
  list();
  say("Deleted.");
}

function when(time) {
  const date = new Date(time);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString([], today ? { timeStyle: "short" } : { dateStyle: "medium" });
}
