// Conversations and settings in the browser's own storage: one entry a conversation, so that two tabs do not overwrite
// each other's.
const PREFIX = "citewell:conversation:";
const SETTINGS = "citewell:settings";
const MOST = 200;

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

const write = (key, value) => {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      const oldest = conversations().filter((one) => PREFIX + one.id !== key).pop(); // full: the oldest goes
      if (!oldest) return false;
      remove(oldest.id);
    }
  }
  return false;
};

export function conversations() {
  const found = [];
  for (let place = 0; place < localStorage.length; place += 1) {
    const key = localStorage.key(place);
    if (!key?.startsWith(PREFIX)) continue;
    const value = read(key);
    if (value && Array.isArray(value.turns)) found.push({ ...value, id: key.slice(PREFIX.length) });
  }
  return found.sort((a, b) => b.time - a.time);
}

export const conversation = (id) => {
  const value = read(PREFIX + id);
  return value && Array.isArray(value.turns) ? { ...value, id } : null;
};

export function keep({ id, title, turns, corpus = "" }) {
  write(PREFIX + id, { title, turns, corpus, time: Date.now() });
  for (const old of conversations().slice(MOST)) remove(old.id);
}

export const remove = (id) => localStorage.removeItem(PREFIX + id);

export const defaults = { model: "model", length: "full", strict: "mark" };
export const settings = () => ({ ...defaults, ...read(SETTINGS) });
export const keepSettings = (values) => write(SETTINGS, { ...settings(), ...values });

// The open conversation is the tab's, so that a reload brings it back and another tab has its own.
export const openId = () => sessionStorage.getItem("citewell:open");
export const setOpenId = (id) => (id ? sessionStorage.setItem("citewell:open", id) : sessionStorage.removeItem("citewell:open"));

// The corpus that this tab asks; a new tab begins with the one that was chosen last. "" is the server's own.
const CORPUS = "citewell:corpus";
export function corpus() {
  const kept = sessionStorage.getItem(CORPUS);
  if (kept !== null) return kept;
  const last = settings().corpus ?? "";
  sessionStorage.setItem(CORPUS, last); // another tab's choice is not this one's from now on
  return last;
}
export function setCorpus(name) {
  if (name !== corpus()) setScope({});
  sessionStorage.setItem(CORPUS, name);
  keepSettings({ corpus: name });
}

// Other tabs hear of a corpus that was changed here.
const CHANGED = "citewell:changed";
export const tellCorpusChanged = (name) => localStorage.setItem(CHANGED, JSON.stringify([name, Date.now()]));
export const onCorpusChanged = (hear) => addEventListener("storage", ({ key, newValue }) => {
  if (key === CHANGED && newValue) hear(JSON.parse(newValue)[0]);
});

// The papers of that corpus that this tab searches: `only` (their ids) or `chosen` (what finds them); neither: all.
export const scope = () => {
  try {
    return JSON.parse(sessionStorage.getItem("citewell:scope")) ?? {};
  } catch {
    return {};
  }
};
export const setScope = (value) => sessionStorage.setItem("citewell:scope", JSON.stringify(value));
