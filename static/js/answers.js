// Questions that depend on a choice, lines of tables, and the sums of a cost table. Without it the server does the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;

  // What is asked only after a choice on this page shows once that is chosen; hidden questions hide those after them.
  const conditional = [...form.querySelectorAll("[data-asked-after]")];
  const chosen = (key) => [...form.querySelectorAll(`[name="${key}"]:checked`)]
    .filter((input) => !input.closest(".question[hidden]")).map((input) => input.value);
  const askAgain = () => conditional.forEach((question) => {
    const wanted = question.dataset.askedFor.split(" ");
    question.hidden = !chosen(question.dataset.askedAfter).some((key) => wanted.includes(key));
  });
  conditional.forEach((question) => question.querySelectorAll("[data-only-if]").forEach((note) => { note.hidden = true; }));
  if (conditional.length) {
    form.addEventListener("change", askAgain);
    askAgain();
  }

  // "12,000,000", "12000000원" -> 12000000; what is no amount counts as nothing, and the server says so.
  const amount = (text) => {
    const digits = text.replace(/[,\s원]/g, "");
    return /^\d{1,14}$/.test(digits) ? Number(digits) : 0;
  };

  const addUp = (table) => {
    const won = (sum) => table.dataset.amount.replace("{amount}", sum.toLocaleString("ko-KR"));
    const show = (place, text) => { if (place && place.textContent !== text) place.textContent = text; };
    const sums = {};
    table.querySelectorAll("[data-line]").forEach((line) => {
      const cells = [...line.querySelectorAll("[data-cost]")];
      cells.forEach((cell) => { sums[cell.dataset.cost] = (sums[cell.dataset.cost] ?? 0) + amount(cell.value); });
      const written = cells.some((cell) => cell.value.trim());
      show(line.querySelector("[data-line-sum]"), written ? won(cells.reduce((sum, cell) => sum + amount(cell.value), 0)) : "");
    });
    const total = Object.values(sums).reduce((sum, part) => sum + part, 0);
    const own = sums.own ?? 0;
    for (const [source, sum] of Object.entries(sums)) show(table.querySelector(`[data-sum="${source}"]`), won(sum));
    show(table.querySelector("[data-total]"), won(total));
    show(table.querySelector("[data-requested]"), won(total - own));
    // Cut to two decimals, as the server does: nothing is rounded up to what is needed.
    const percent = total ? Math.floor((own * 10000) / total) / 100 : 0;
    show(table.querySelector("[data-own-percent]"), percent.toLocaleString("ko-KR", { maximumFractionDigits: 2 }));
    const short = table.querySelector("[data-own-short]");
    if (short) short.hidden = own * 100 >= Number(table.dataset.ownNeeded) * total;
  };

  const number = (table) => table.querySelectorAll("[data-line]").forEach((line, at) => {
    line.querySelectorAll("[data-line-number]").forEach((place) => { place.textContent = String(at + 1); });
  });

  let next = 500; // names of added lines: beyond those of the page; their order is what counts
  const addLine = (table) => {
    const lines = table.querySelectorAll("[data-line]");
    if (lines.length >= Number(table.dataset.most)) return;
    const line = lines[lines.length - 1].cloneNode(true);
    const at = String(next);
    next += 1;
    line.querySelectorAll(".field-error").forEach((error) => error.remove());
    line.querySelectorAll("[data-line-sum]").forEach((place) => { place.textContent = ""; });
    line.querySelectorAll("input, select").forEach((input) => {
      const [key, , column] = input.name.split(".");
      line.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.setAttribute("for", `id_${key}.${at}.${column}`);
      input.name = `${key}.${at}.${column}`;
      input.id = `id_${input.name}`;
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
      if (input.tagName === "SELECT") input.selectedIndex = 0;
      else { input.value = ""; input.removeAttribute("value"); }
    });
    lines[lines.length - 1].after(line);
    number(table);
    line.querySelector("input, select").focus();
  };

  const removeLine = (table, line) => {
    const others = table.querySelectorAll("[data-line]").length - 1;
    if (others) line.remove();
    else line.querySelectorAll("input, select").forEach((input) => { input.value = ""; });
    number(table);
    addUp(table);
    table.querySelector("[data-add-line]")?.focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  form.querySelectorAll("[data-table]").forEach((table) => {
    if (table.classList.contains("costs")) {
      table.addEventListener("input", () => addUp(table));
      addUp(table);
    }
    table.addEventListener("change", ({ target }) => {
      if ("cost" in target.dataset && amount(target.value)) target.value = amount(target.value).toLocaleString("ko-KR");
    });
    table.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("addLine" in button.dataset) {
        event.preventDefault();
        addLine(table);
      } else if ("removeLine" in button.dataset) removeLine(table, button.closest("[data-line]"));
    });
  });
})();
