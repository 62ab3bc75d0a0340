(() => {
  "use strict";
  const root = document.documentElement;
  const form = document.getElementById("filters");
  const told = document.getElementById("told");
  const cards = [...document.querySelectorAll(".card")];
  // What is told of a listing at the end of the run stands on a second card; two shops may use the same number.
  const nameOf = (card) => `${card.dataset.listing}\n${card.dataset.file}`;
  const all = new Set(cards.map(nameOf)).size;
  const words = new Map();
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a page from a disk may have no storage */ } };
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const say = (zh, en) => (root.dataset.lang === "zh" ? zh : en);

  const speak = (lang) => {
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    for (const option of document.querySelectorAll("option[data-zh]")) option.textContent = option.dataset[lang];
    filter();
  };

  const textOf = (card) => {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase());
    return words.get(card);
  };

  const wanted = (finding, levels, verdict, topic, consequence) =>
    levels.has(finding.severity) && (!verdict || finding.verdict === verdict) && (!topic || finding.topic === topic)
    && (!consequence || finding.consequence === consequence);

  const findingsOf = (card) => card.dataset.has !== undefined
    ? card.dataset.has.split(" ").map((one) => one.split(":")).map(([severity, verdict, topic, consequence]) => ({ data: { severity, verdict, topic, consequence } }))
    : [...card.querySelectorAll(".finding")].map((node) => ({ node, data: node.dataset }));

  function filter() {
    const asked = new FormData(form);
    const levels = new Set(asked.getAll("severity"));
    const [verdict, topic, consequence, channel] = ["verdict", "topic", "consequence", "channel"].map((name) => asked.get(name));
    const search = asked.get("search").trim().toLowerCase();
    const shown = new Set();
    for (const card of cards) {
      let any = false;
      for (const one of findingsOf(card)) {
        const fits = wanted(one.data, levels, verdict, topic, consequence);
        if (one.node) one.node.hidden = !fits;
        any = any || fits;
      }
      const fits = any && (!channel || card.dataset.channels.split(" ").includes(channel)) && (!search || textOf(card).includes(search));
      card.hidden = !fits;
      if (fits) shown.add(nameOf(card));
    }
    told.textContent = say(`显示 ${shown.size} / ${all} 个商品`, `${shown.size} of ${all} listings shown`);
  }

  async function copy(button) {
    const text = button.dataset[root.dataset.lang];
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    told.textContent = say(`已复制：${text}`, `copied: ${text}`);
    button.classList.add("done");
  }

  const tell = (details) => {
    const body = document.querySelector(`#${details.dataset.note} .body`);
    const place = details.querySelector(".told");
    if (!body || !place) return;
    const copied = body.cloneNode(true);
    place.replaceWith(copied);
  };

  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.dataset.note) tell(event.target);
  }, true);
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button);
  });
  document.getElementById("language").addEventListener("click", () => {
    const next = root.dataset.lang === "zh" ? "en" : "zh";
    remember("listinglint-lang", next);
    speak(next);
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("listinglint-theme", root.dataset.theme);
  });
  document.getElementById("print").addEventListener("click", () => print());
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll(".card .missing:not([open])")) { one.open = true; opened.push(one); }
  });
  addEventListener("afterprint", () => { for (const one of opened.splice(0)) one.open = false; });
  const theme = remembered("listinglint-theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  const lang = remembered("listinglint-lang");
  speak(lang === "zh" || lang === "en" ? lang : root.dataset.lang);
})();
