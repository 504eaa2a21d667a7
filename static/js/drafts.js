// Saves a section of a draft while somebody writes, by the same address as its buttons, and warns before the sign-out.
(() => {
  "use strict";
  const PAUSE = 1500; // milliseconds without a key
  const RETRY = 15000; // milliseconds until a failed save is tried again
  const WARN = 300; // seconds before the sign-out
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const status = form.querySelector("[data-save-status]");
  const warning = form.querySelector("[data-session-warning]");
  const hidden = (name) => form.elements.namedItem(name);
  let unsaved = false; // something was typed that the server does not have
  let stopped = false; // a colleague's text, or the submission, stands against it: the buttons go on
  let saving = false;
  let leaving = false;
  let waiting = null; // a button that was pressed while a save was under way: two at once would contradict each other
  let timer = 0;
  let clock = 0;

  const say = (name, words = {}, problem = false) => {
    let text = form.dataset[`said${name}`];
    for (const [key, word] of Object.entries(words)) text = text.replace(`{${key}}`, word);
    status.textContent = text;
    status.classList.toggle("problem", problem);
  };
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };

  const text = () => {
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    sent.set("then", "autosave");
    return sent;
  };
  const filesChosen = () => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

  // Another sign-in changes the secret against forged requests: a fresh page has the one that counts.
  const renewToken = async () => {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    hidden("csrfmiddlewaretoken").value = fresh.value;
    return true;
  };

  const send = async () => {
    const post = () => fetch(form.action || location.href, { method: "POST", body: text(), redirect: "manual" });
    const answer = await post();
    return answer.status === 403 && (await renewToken()) ? post() : answer;
  };

  const take = (news) => {
    hidden("lock_version").value = news.lock_version;
    hidden("page.shown").value = news.shown;
    if (news.seconds) watch(news.seconds);
  };

  const understand = async (answer) => {
    if (answer.type === "opaqueredirect" || answer.status === 403) return say("SignedOut", {}, true);
    if (answer.status === 409) {
      stopped = true;
      return say((await answer.json()).gone ? "Gone" : "Conflict", {}, true);
    }
    if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
    const news = await answer.json();
    if (!news.lock_version) throw new Error("no version");
    take(news);
    const wrong = Object.values(news.errors ?? {})[0];
    if (wrong) return say("Wrong", { time: news.at, problem: wrong[0].message ?? wrong[0] }, true);
    if (!unsaved) say("Saved", { time: news.at });
    return undefined;
  };

  async function save() {
    if (stopped || leaving) return;
    if (saving) { later(PAUSE); return; }
    saving = true;
    unsaved = filesChosen();
    say("Saving");
    try {
      await understand(await send());
      if (status.classList.contains("problem")) unsaved = true;
    } catch {
      unsaved = true;
      say("Offline", {}, true);
      later(RETRY);
    }
    saving = false;
    if (waiting) form.requestSubmit(waiting.button);
  }

  const changed = (event) => {
    if (event.target.type === "hidden") return;
    unsaved = true;
    if (event.target.type === "file") return; // files go with the buttons
    if (!saving && !stopped) say("Unsaved");
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => { if (unsaved) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && unsaved) save(); });
  addEventListener("beforeunload", (event) => { if (unsaved && !leaving) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    waiting = null;
    if (!navigator.onLine || saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (navigator.onLine) { waiting = { button: event.submitter }; return; }
      say("Offline", {}, true); // the browser would show its own error page instead of what was written
      status.scrollIntoView({ block: "center" });
      return;
    }
    clearTimeout(timer);
    leaving = true;
  });
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });

  // Some minutes before the session ends there is a button that lets it last on.
  function watch(seconds) {
    clearTimeout(clock);
    warning.hidden = true;
    clock = setTimeout(() => { warning.hidden = false; }, Math.max(seconds - WARN, seconds / 2) * 1000);
  }
  form.querySelector("[data-session-extend]").addEventListener("click", () => { stopped = false; save(); });
  watch(Number(form.dataset.seconds));
})();
