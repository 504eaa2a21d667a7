// The sum of a score form while it is filled in; the server counts again.
(() => {
  "use strict";
  const form = document.querySelector("form[data-scores]");
  const shown = form?.querySelector("[data-sum]");
  if (!shown) return;
  const add = () => {
    let sum = 0;
    form.querySelectorAll("input[data-weight]").forEach((input) => {
      const counts = input.type === "radio" ? input.checked : input.value !== "";
      if (counts) sum += Number(input.value.replace(",", ".")) * Number(input.dataset.weight) || 0;
    });
    shown.textContent = String(Math.round(sum * 10) / 10);
  };
  form.addEventListener("input", add);
  add();
})();
