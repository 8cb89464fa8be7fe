"""The page's frame, as HTML: header, conversation, evidence, papers, drawers. The script fills it."""

from rag.question import MAX_CHARACTERS


def _icon(path: str) -> str:
    return f'<svg viewBox="0 0 20 20" aria-hidden="true"><path d="{path}"/></svg>'


_MENU = _icon("M3 5.5h14M3 10h14M3 14.5h9")
_PLUS = _icon("M10 4v12M4 10h12")
_SLIDERS = _icon("M3 6h7m4 0h3M3 14h3m4 0h7M12 4v4M8 12v4")
_SEND = _icon("M10 16V4m-5 5 5-5 5 5")
_CLOSE = _icon("M5 5l10 10M15 5L5 15")

# A hyphen in a class is escaped: browsers read patterns with the `v` flag.
_NAME = r"[A-Za-z0-9_]([A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?"

_HEADER = f"""
<a class="skip" href="#question">Skip to the question</a>
<header id="top">
  <button type="button" id="open-conversations" class="icon" aria-haspopup="dialog">
    {_MENU}<span>Conversations</span></button>
  <a class="name" href="#">Citewell</a>
  <nav aria-label="Pages"><a href="#" data-page="ask">Ask</a><a href="#papers" data-page="papers">Papers</a></nav>
  <span id="which" hidden><label class="sr" for="corpus">Corpus</label><select id="corpus"></select></span>
  <button type="button" id="new" class="icon" disabled>{_PLUS}<span>New</span></button>
  <button type="button" id="open-settings" class="icon" aria-haspopup="dialog">{_SLIDERS}<span>Settings</span></button>
</header>
"""

_ASK = f"""
<div id="page-ask" class="page">
  <section id="talk" aria-label="Conversation">
    <h1 class="sr" id="talk-title">Conversation</h1>
    <div id="scroll" tabindex="-1">
      <div id="start">
        <h1>Ask <span id="count">the papers</span>. Every sentence shows its source.</h1>
        <p id="model-line" role="status">Opening the papers …</p>
        <ul id="examples" aria-label="Questions to start with"></ul>
      </div>
      <div id="thread"></div>
    </div>
    <form id="ask">
      <p id="scope" hidden></p>
      <div class="box">
        <label class="sr" for="question">Question</label>
        <textarea id="question" rows="1" maxlength="{MAX_CHARACTERS}" placeholder="Ask a question" autocomplete="off"
          aria-keyshortcuts="/" enterkeyhint="send"></textarea>
        <button type="submit" id="send" aria-label="Send">{_SEND}</button>
      </div>
    </form>
  </section>
  <aside id="side" aria-label="Evidence">
    <div class="bar"><h2>Evidence</h2><a href="#papers" id="on-map" class="quiet">On the map</a></div>
    <p id="evidence-of" class="aside" hidden></p>
    <div id="evidence"></div>
  </aside>
</div>
"""

_PAPERS = f"""
<div id="page-papers" class="page" hidden>
  <section id="browse" aria-label="All papers">
    <div class="bar">
      <h1 id="papers-title" tabindex="-1">Papers</h1>
      <button type="button" id="open-adding" class="quiet" aria-haspopup="dialog" hidden>Add papers</button>
      <details id="taking" class="menu" hidden><summary class="quiet">Export</summary>
        <p><a download data-format="jsonl">JSONL</a> <a download data-format="bib">BibTeX</a>
          <a download data-format="csv">CSV</a></p></details>
      <div class="choice" role="group" aria-label="Show as">
        <button type="button" id="as-table" aria-pressed="true">Table</button>
        <button type="button" id="as-map" aria-pressed="false">Map</button>
      </div>
    </div>
    <div class="bar filters">
      <label class="sr" for="find">Search the papers</label>
      <input type="search" id="find" placeholder="Search titles and abstracts" autocomplete="off">
      <label class="sr" for="topic">Topic</label>
      <select id="topic"><option value="">All topics</option></select>
      <label class="sr" for="since" hidden>From year</label>
      <select id="since" hidden><option value="">From any year</option></select>
      <label class="sr" for="until" hidden>To year</label>
      <select id="until" hidden><option value="">to any year</option></select>
      <label class="sr" for="venue" hidden>Venue</label>
      <input id="venue" class="by" list="venues" placeholder="Venue" autocomplete="off" maxlength="200" hidden>
      <datalist id="venues"></datalist>
      <label class="sr" for="author" hidden>Author</label>
      <input id="author" class="by" list="authors" placeholder="Author" autocomplete="off" maxlength="200" hidden>
      <datalist id="authors"></datalist>
      <label class="sr" for="keyword" hidden>Keyword</label>
      <input id="keyword" class="by" list="keywords" placeholder="Keyword" autocomplete="off" maxlength="200" hidden>
      <datalist id="keywords"></datalist>
      <label class="check"><input type="checkbox" id="linked"> with links</label>
      <button type="button" id="ask-these" class="quiet" hidden></button>
    </div>
    <p id="found" role="status"></p>
    <div id="table" class="table"></div>
    <div id="map" hidden></div>
  </section>
  <aside id="reader" aria-label="Paper" hidden>
    <button type="button" id="close-reader" class="icon" aria-label="Close the paper">{_CLOSE}</button>
    <div id="reading"></div>
  </aside>
</div>
"""

_DRAWERS = f"""
<dialog id="conversations" class="drawer left" aria-labelledby="conversations-title">
  <div class="drawer-head"><h2 id="conversations-title">Conversations</h2>
    <button type="button" class="icon" data-close aria-label="Close">{_CLOSE}</button></div>
  <p class="aside">Kept in this browser only.</p>
  <ul id="kept"></ul>
  <div class="drawer-foot" id="export" hidden>
    <p class="label">Export the open conversation</p>
    <button type="button" data-export="markdown">Markdown</button><button type="button" data-export="json">JSON</button>
    <button type="button" data-export="bibtex">BibTeX</button>
  </div>
</dialog>
<dialog id="settings" class="drawer right" aria-labelledby="settings-title">
  <div class="drawer-head"><h2 id="settings-title">Settings</h2>
    <button type="button" class="icon" data-close aria-label="Close">{_CLOSE}</button></div>
  <fieldset><legend>Who writes</legend>
    <label><input type="radio" name="model" value="extractive"> No model: the abstracts, word for word</label>
    <label id="with-model"><input type="radio" name="model" value="model"> <span id="model-name"></span></label>
    <p class="aside" id="model-help"></p>
  </fieldset>
  <fieldset><legend>Answer length</legend>
    <label><input type="radio" name="length" value="full"> Whole answers</label>
    <label><input type="radio" name="length" value="short"> Two sentences first, the rest on request</label>
  </fieldset>
  <fieldset><legend>Strictness</legend>
    <label><input type="radio" name="strict" value="mark"> Mark what its source does not fully support</label>
    <label><input type="radio" name="strict" value="hide"> Hide them</label>
  </fieldset>
  <fieldset><legend>Papers to search</legend>
    <p id="only-line"></p>
    <p class="pair"><a href="#papers" data-close>Choose papers</a>
      <button type="button" id="only-clear" class="quiet" hidden>Search all again</button></p>
  </fieldset>
  <fieldset><legend>Keys</legend>
    <p class="keys"><kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> breaks the line, <kbd>/</kbd> goes to the
      question, <kbd>Esc</kbd> stops an answer or closes what is open.</p>
  </fieldset>
</dialog>
<dialog id="adding" aria-labelledby="adding-title">
  <div class="drawer-head"><h2 id="adding-title">Add papers</h2>
    <button type="button" class="icon" data-close aria-label="Close">{_CLOSE}</button></div>
  <form id="add-form">
    <p class="aside" id="formats">BibTeX, RIS, PubMed, EndNote, CSL-JSON, CSV, JSONL or arXiv exports with abstracts,
      also gzipped.</p>
    <label class="drop" id="drop" for="files"><span id="chosen">Drop files here, or choose them</span>
      <input type="file" id="files" multiple autofocus aria-describedby="formats"></label>
    <p class="row"><label for="into">Into</label> <select id="into"></select>
      <label class="sr" for="new-name">Name of the new corpus</label>
      <input type="text" id="new-name" maxlength="64" pattern="{_NAME}" placeholder="its name"
        title="Letters, digits, -, _ and ." autocomplete="off"></p>
    <p><button type="submit" id="add" class="do">Add</button></p>
  </form>
  <div id="adding-shows" hidden>
    <progress id="added" aria-label="How far"></progress>
    <p><span id="adding-line" role="status">Sending …</span><span id="adding-count"></span></p></div>
  <div id="adding-report" tabindex="-1"></div>
  <p id="added-next" class="row" hidden>
    <button type="button" class="do" data-close>Show the papers</button>
    <button type="button" id="add-more" class="quiet">Add more</button></p>
</dialog>
<div id="peek" role="tooltip" hidden></div>
<p id="say" class="sr" role="status" aria-live="polite"></p>
"""

SHELL = f'<div id="citewell">{_HEADER}{_ASK}{_PAPERS}{_DRAWERS}</div>'
