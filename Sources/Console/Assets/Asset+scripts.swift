extension Asset {
  /// Takes the token out of the address (`/console/login#ekc-…`), where no server and no log sees it, and logs in with it.
  package static let loginScript = Asset(
    name: "login.js", type: "text/javascript; charset=utf-8",
    content: """
      "use strict";
      (() => {
        const form = document.getElementById("login");
        const enter = () => {
          const token = location.hash.slice(1);
          if (!form || !/^ekc-[0-9a-f]{64}$/.test(token)) return;
          history.replaceState(null, "", location.pathname + location.search);
          form.elements.token.value = token;
          form.requestSubmit();
        };
        // The link may be opened where this page is open already, which loads nothing anew.
        addEventListener("hashchange", enter);
        enter();
      })();
      """)

  /// What every page has: filters that are applied when they are changed, and times in the reader's own zone.
  package static let consoleScript = Asset(
    name: "console.js", type: "text/javascript; charset=utf-8",
    content: """
      "use strict";
      (() => {
        for (const form of document.querySelectorAll("form[data-at-once]")) {
          form.classList.add("at-once");
          form.addEventListener("change", () => form.requestSubmit());
        }
        const zone = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
        for (const time of document.querySelectorAll("time[datetime]")) {
          const date = new Date(time.dateTime);
          if (!Number.isNaN(date.getTime())) time.title = zone.format(date) + " here";
        }
      })();
      """)
}
