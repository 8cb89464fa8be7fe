// A marker in an answer brings its card into view: its turn's evidence is shown, the card opened and lit for a moment.
document.addEventListener("click", (event) => {
  const marker = event.target instanceof Element && event.target.closest("a.cite");
  if (!marker) return;
  event.preventDefault();
  event.stopPropagation();
  const card = document.getElementById(marker.getAttribute("href").slice(1));
  if (!card) return;
  const turn = card.closest(".turn");
  for (const other of turn.parentElement.querySelectorAll(":scope > .turn")) other.hidden = other !== turn;
  card.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  card.querySelector("summary").focus({ preventScroll: true });
  card.classList.remove("lit");
  void card.offsetWidth; // restarts the animation
  card.classList.add("lit");
}, true);

// Gradio labels each message with its source, which here is HTML; a reader should hear the text itself.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
}).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
