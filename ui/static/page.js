// Starts when Gradio has put the page's frame in place, and switches between the two pages.
import { startChat } from "./chat.js";
import { startCorpora } from "./corpora.js";
import { startConversations } from "./conversations.js";
import { startPapers, openPaper } from "./papers.js";
import { startEvidence } from "./evidence.js";
import { startSettings } from "./settings.js";
import { $, once } from "./dom.js";

once("#citewell", () => {
  startSettings();
  startEvidence();
  startConversations();
  startPapers();
  startCorpora();
  startChat();
  startPages();
  startKeys();
});

function startPages() {
  const show = () => {
    const papers = location.hash.startsWith("#papers");
    $("#page-ask").hidden = papers;
    $("#page-papers").hidden = !papers;
    for (const link of document.querySelectorAll("#top nav a")) {
      if ((link.dataset.page === "papers") === papers) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (papers) openPaper(decodeURIComponent(location.hash.split("/")[1] || ""));
    document.title = papers ? "Papers · Citewell" : "Citewell";
  };
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href="#"]');
    if (!link) return;
    event.preventDefault(); // an empty hash would scroll, and leave "#" behind
    history.pushState(null, "", location.pathname + location.search);
    show();
  });
  addEventListener("popstate", show);
  show();
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = $("#page-papers").hidden ? $("#question") : $("#find");
      event.preventDefault();
      field.focus();
    }
  });
}
