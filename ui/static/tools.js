// What can be done with one answer: copy, ask again, edit the question, rate.
import { edit, retry, state } from "./chat.js";
import { $, $$, make, say } from "./dom.js";
import { call } from "./server.js";

export function turnTools(turn, index) {
  for (const old of $$("#thread .tools .last")) old.remove(); // only the last turn can be taken back
  $(".tools", turn)?.remove();
  const packed = state.turns[index];
  const tools = make("div", { class: "tools" });
  if (packed.text) {
    tools.append(
      make("button", { type: "button", onclick: () => copy(packed) }, "Copy"),
      ...rating(turn, index),
    );
  }
  tools.append(
    make("button", { type: "button", class: "last", onclick: () => retry(index) }, "Ask again"),
    make("button", { type: "button", class: "last", onclick: () => edit(index) }, "Edit question"),
  );
  $(".body", turn).after(tools);
}

async function copy({ text: answer, citations }) {
  const papers = new Map(citations.map(({ number, title }) => [number, `[${number}] ${title}`]));
  const text = [answer, [...papers.values()].join("\n")].filter(Boolean).join("\n\n");
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    say("The browser does not let this page copy.");
  }
}

function rating(turn, index) {
  const give = (verdict, button, other) => async () => {
    button.setAttribute("aria-pressed", "true");
    other.setAttribute("aria-pressed", "false");
    const send = (word) => call("rate", { turn: state.turns[index], turns: state.turns.slice(0, index), verdict, word });
    $(".word", turn)?.remove();
    const field = make("input", { type: "text", maxlength: 1000, "aria-label": "A word on why (optional)", placeholder: "A word on why (optional)" });
    const form = make("form", { class: "word", onsubmit: async (event) => {
      event.preventDefault();
      form.replaceChildren(make("p", { class: "aside" }, (await send(field.value).catch(() => false)) ? "Thank you, noted." : "It could not be written."));
    } }, field, make("button", { type: "submit" }, "Send"));
    $(".tools", turn).after(form);
    if (!(await send("").catch(() => false))) form.replaceChildren(make("p", { class: "aside" }, "It could not be written."));
    else say("Noted.");
  };
  const up = thumb("Good answer", "M7 9v8H4V9zM7 9l3-6c1.5 0 2.3 1 2 2.5L11.4 8H16c1 0 1.6.9 1.4 1.8l-1.3 5.6c-.2 1-1 1.6-2 1.6H7");
  const down = thumb("Bad answer", "M13 11V3h3v8zM13 11l-3 6c-1.5 0-2.3-1-2-2.5l.6-2.5H4c-1 0-1.6-.9-1.4-1.8l1.3-5.6C4.100 3.600 5 3 6 3h7");
  up.addEventListener("click", give("up", up, down));
  down.addEventListener("click", give("down", down, up));
  return [up, down];
}

function thumb(label, path) {
  const button = make("button", { type: "button", class: "thumb", "aria-label": label, title: label, "aria-pressed": "false" });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  button.append(svg);
  return button;
}
