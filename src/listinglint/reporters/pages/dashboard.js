(() => {
  "use strict";
  const root = document.documentElement;
  document.getElementById("language").addEventListener("click", () => {
    root.dataset.lang = root.dataset.lang === "zh" ? "en" : "zh";
    root.lang = root.dataset.lang === "zh" ? "zh-CN" : "en";
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
