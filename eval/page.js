const selects = [...document.querySelectorAll("[data-filter]")];
const words = document.getElementById("words");
const questions = [...document.querySelectorAll(".question")];
function filter() {
  const wanted = words.value.toLowerCase();
  let shown = 0;
  for (const question of questions) {
    const fits = selects.every((s) => !s.value || question.dataset[s.dataset.filter] === s.value);
    question.hidden = !(fits && question.textContent.toLowerCase().includes(wanted));
    shown += !question.hidden;
  }
  document.getElementById("shown").textContent = shown === 1 ? "1 question" : shown + " questions";
}
function open() {
  const question = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!question || !question.classList.contains("question")) return;
  for (const select of selects) select.value = "";
  words.value = "";
  filter();
  question.open = true;
  question.scrollIntoView();
  question.querySelector("summary").focus();
}
if (words) {
  const form = document.querySelector(".filters");
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", open);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input, select")) return;
    event.preventDefault();
    words.focus();
  });
  filter();
  open();
}
