// What makes the pages a little nicer; every page works without it. No inline code anywhere: this is all there is.
(() => {
  "use strict";
  const root = document.documentElement;
  const stored = (key) => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window: for this page only */ } };

  // Display settings: set before the page is painted.
  const settings = {
    textSize: { attribute: "data-text-size", initial: "" },
    colours: { attribute: "data-krds-mode", initial: matchMedia("(prefers-contrast: more)").matches ? "high-contrast" : "" },
  };
  const apply = (name, value) => {
    if (value) root.setAttribute(settings[name].attribute, value);
    else root.removeAttribute(settings[name].attribute);
  };
  for (const name of Object.keys(settings)) apply(name, stored(name) || settings[name].initial);

  const markPressed = (name) => {
    const value = root.getAttribute(settings[name].attribute) ?? "";
    document.querySelectorAll(`button[data-${name === "textSize" ? "text-size" : name}]`).forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset[name] === value));
    });
  };

  const settingButtons = () => {
    for (const name of Object.keys(settings)) {
      document.querySelectorAll(`button[data-${name === "textSize" ? "text-size" : name}]`).forEach((button) => {
        button.addEventListener("click", () => {
          apply(name, button.dataset[name]);
          store(name, button.dataset[name]);
          markPressed(name);
        });
      });
      markPressed(name);
    }
  };

  // Open menus close on Escape and on a click elsewhere.
  const closeOpen = (except) => document.querySelectorAll("details[data-closes][open]").forEach((details) => {
    if (!details.contains(except)) details.open = false;
  });
  const closingMenus = () => {
    document.addEventListener("click", (event) => closeOpen(event.target));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = document.activeElement?.closest("details[data-closes][open]");
      closeOpen(null);
      open?.querySelector("summary").focus();
    });
  };

  // An amount in won is read back in the units people say: 12000000 -> 1,200만 원.
  const inWords = (digits) => {
    const units = ["", "만", "억", "조"];
    const parts = [];
    for (let rest = Number(digits), i = 0; rest > 0 && i < units.length; rest = Math.floor(rest / 10000), i += 1) {
      if (rest % 10000) parts.unshift(`${(rest % 10000).toLocaleString("ko-KR")}${units[i]}`);
    }
    return `${parts.join(" ") || "0"} 원`;
  };
  const wonReadings = () => document.querySelectorAll("[data-won]").forEach((input) => {
    const output = document.querySelector(`[data-won-reading][for="${input.id}"]`);
    const read = () => {
      const digits = input.value.replace(/[,\s원]/g, "");
      if (output) output.textContent = /^\d{1,13}$/.test(digits) ? inWords(digits) : "";
    };
    input.addEventListener("input", read);
    read();
  });

  // A second click on a form that is on its way is not sent.
  const singleSubmits = () => document.querySelectorAll("form[method=post]").forEach((form) => {
    let sentAt = -Infinity;
    form.addEventListener("submit", (event) => {
      if (event.timeStamp - sentAt < 3000) event.preventDefault();
      else sentAt = event.timeStamp;
    });
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-needs-js]").forEach((element) => { element.hidden = false; });
    settingButtons();
    closingMenus();
    wonReadings();
    singleSubmits();
    document.querySelector("[data-error-summary]")?.focus();
  });
})();
