// Suggestions below the search of the whole site, as a combobox with a list. Without it the form searches as well.
(() => {
  "use strict";
  const PAUSE = 250; // milliseconds without a key, so that a word is asked for once
  document.querySelectorAll("form[data-suggestions]").forEach((form) => {
    const input = form.querySelector("input[name=q]");
    const list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "suggestions", hidden: true });
    const status = Object.assign(document.createElement("p"), { className: "sr-only" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    status.setAttribute("role", "status");
    form.append(list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    let timer = 0;
    let asking = null;
    let chosen = -1;
    const choose = (at) => {
      chosen = at;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      choose(-1);
      if (!open) status.textContent = "";
    };
    const ask = async () => {
      asking?.abort();
      const words = input.value.trim();
      if (!words) { show(false); return; }
      asking = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
        if (!answer.ok) throw new Error(answer.statusText);
        list.innerHTML = await answer.text();
        show(list.children.length > 0);
        if (!list.hidden) status.textContent = form.dataset.said.replace("{n}", list.children.length);
      } catch (error) {
        if (error.name !== "AbortError") show(false);
      }
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        const places = list.children.length + 1; // the last place is the field itself
        choose(((chosen + 1 + step + places) % places) - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        show(false);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(list.children[chosen].dataset.url);
      }
    });
    input.addEventListener("blur", () => { clearTimeout(timer); asking?.abort(); show(false); });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  });
})();
