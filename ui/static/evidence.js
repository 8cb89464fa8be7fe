// The evidence beside an answer (on a phone, under it), and the small preview at a marker.
import { $, $$, calm, make, narrow } from "./dom.js";

let from = null;

export function startEvidence() {
  document.addEventListener("click", (event) => {
    const marker = event.target.closest?.("a.cite, a.cite-near");
    if (!marker) return;
    event.preventDefault();
    const tapped = matchMedia("(hover: none)").matches;
    if (tapped && marker.classList.contains("cite") && $("#peek").dataset.of !== marker.hash) return peek(marker);
    hidePeek();
    openAt(marker);
  });
  const over = (event) => { // moved as well as entered: a scroll hides the preview while the pointer stays
    const marker = event.pointerType === "mouse" && event.target.closest?.("a.cite");
    if (!marker && !event.target.closest?.("#peek, .point")) hidePeek();
    else if (marker && $("#peek").dataset.of !== marker.hash) peek(marker);
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("pointermove", over, { passive: true });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("a.cite:focus-visible")) peek(event.target);
    else if (!event.target.closest?.("#peek")) hidePeek();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hidePeek();
    if (event.target.closest?.(".card")) from?.focus(); // back to where the evidence was asked for
  });
  document.addEventListener("scroll", hidePeek, { capture: true, passive: true });
  $("#peek").addEventListener("click", () => {
    const marker = $(`a.cite[href="${$("#peek").dataset.of}"]`);
    hidePeek();
    if (marker) openAt(marker);
  });
  narrow.addEventListener("change", () => $$(".proof").forEach(settle));
}

const cardOf = (hash) => document.getElementById(hash.slice(1).replace(/-q\d+$/, ""));

function openAt(marker) {
  const card = cardOf(marker.hash);
  const proof = card?.closest(".proof");
  if (!proof) return;
  showEvidence(document.getElementById(proof.dataset.turn));
  const under = proof.closest("details.under");
  if (under) under.open = true;
  card.open = true;
  const mark = document.getElementById(marker.hash.slice(1));
  const target = mark?.tagName === "MARK" ? mark : card;
  target.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: target === mark ? "center" : "start" });
  $("summary", card).focus({ preventScroll: true });
  from = marker;
  for (const old of $$(".lit")) old.classList.remove("lit");
  void target.offsetWidth; // restarts the animation
  target.classList.add("lit");
}

export function placeEvidence(turn, html) {
  dropEvidence(turn.id);
  if (!html) return;
  const proof = make("section", { class: "proof", "data-turn": turn.id, "aria-label": `Evidence for: ${$(".asked", turn).textContent}` });
  proof.innerHTML = html;
  settle(proof);
}

function settle(proof) {
  const turn = document.getElementById(proof.dataset.turn);
  const old = proof.closest("details.under");
  if (narrow.matches && turn) {
    const cards = $$(".card", proof).length;
    const under = make("details", { class: "under" }, make("summary", {}, cards === 1 ? "Evidence: one paper" : `Evidence: ${cards} papers`), proof);
    ($(".tools", turn) ?? turn.lastElementChild).after(under);
  } else $("#evidence").append(proof);
  old?.remove();
}

export function showEvidence(turn) {
  for (const proof of $$("#evidence .proof")) proof.hidden = proof.dataset.turn !== turn?.id;
  $("#side").hidden = !$("#evidence .proof:not([hidden])");
  const several = $$("#thread > .turn").length > 1;
  $("#evidence-of").hidden = !several;
  $("#evidence-of").textContent = several && turn ? $(".asked", turn).textContent : "";
}

export function dropEvidence(id) {
  for (const proof of $$(".proof")) if (!id || proof.dataset.turn === id) (proof.closest("details.under") ?? proof).remove();
}

function peek(marker) {
  const card = cardOf(marker.hash);
  if (!card) return;
  const mark = document.getElementById(marker.hash.slice(1));
  const quote = mark?.tagName === "MARK" ? mark.textContent : $(".quote", card)?.textContent ?? "";
  peekAt(marker, marker.hash, $(".title", card).textContent, quote);
  marker.setAttribute("aria-describedby", "peek");
}

export function peekAt(element, of, title, quote = "") {
  const box = $("#peek");
  box.replaceChildren(make("b", {}, title), make("q", {}, quote));
  box.dataset.of = of;
  box.hidden = false;
  const at = element.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const above = at.top > size.height + 12;
  box.style.left = `${Math.max(8, Math.min(at.left - 20, innerWidth - size.width - 8))}px`;
  box.style.top = `${above ? at.top - size.height - 6 : at.bottom + 6}px`;
}

function hidePeek() {
  const box = $("#peek");
  if (box.hidden) return;
  box.hidden = true;
  delete box.dataset.of;
  for (const marker of $$('[aria-describedby="peek"]')) marker.removeAttribute("aria-describedby");
}
