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
document.querySelector(".filters").addEventListener("input", filter);
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
filter();
