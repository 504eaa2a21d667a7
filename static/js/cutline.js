// The cut line while amounts are typed: the server draws it, this shows it. Without JavaScript the button does.
(() => {
  "use strict";
  const form = document.querySelector("form[data-cut]");
  if (!form || !form.querySelector("button[value=look]")) return;
  let waiting = 0;
  let asked = 0;
  const show = (page) => {
    const money = page.getElementById("cut-money");
    if (!money) return;
    document.getElementById("cut-money").replaceWith(money);
    page.querySelectorAll("[data-live]").forEach((cell) => {
      const here = form.querySelector(`[data-live="${cell.dataset.live}"]`);
      if (!here) return;
      here.closest("tr").className = cell.closest("tr").className;
      here.replaceWith(cell);
    });
  };
  const draw = async () => {
    const mine = ++asked;
    const data = new FormData(form);
    data.set("then", "look");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      const text = await answer.text();
      if (answer.ok && mine === asked) show(new DOMParser().parseFromString(text, "text/html"));
    } catch { /* the line is bad: the button draws it */ }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.name?.startsWith("amount_")) return;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 400);
  });
})();
