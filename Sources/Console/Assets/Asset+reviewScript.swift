extension Asset {
  /// Reviewing with the keyboard. A label is sent in the background and the next item is open at once; whatever fails
  /// comes back. Without this script the same forms are sent as they are.
  package static let reviewScript = Asset(
    name: "review.js", type: "text/javascript; charset=utf-8",
    content: [start, queue, requests, keys].joined(separator: "\n"))

  /// What both pages have: the queue, and the record, which has one form and no queue.
  private static let start = """
    "use strict";
    (() => {
      const token = document.querySelector('meta[name="form-token"]').content;
      const queue = document.getElementById("queue");
      const status = document.getElementById("review-status");
      const dialog = document.getElementById("keys");
      const keysSwitch = document.getElementById("keys-switch");
      const labelled = [];
      // One request after the other, so that an undo never overtakes the label that it takes back.
      let last = Promise.resolve();
      let isLoading = false;

      const items = () => (queue ? [...queue.querySelectorAll("details.item")] : []);
      const current = () => queue?.querySelector("details.item[open]");
      const form = () => (queue ? current() : document)?.querySelector("form.labels");
      const words = (button) => button.querySelector("span").textContent;
      const title = (item) => item.querySelector(".item-title").textContent;

      const say = (text, tone, undo) => {
        const notice = document.createElement("div");
        notice.className = "notice notice-" + tone;
        const line = document.createElement("span");
        line.textContent = text;
        notice.append(line);
        if (undo) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "plain";
          const key = document.createElement("kbd");
          key.textContent = "u";
          key.ariaHidden = "true";
          button.append(key, " Undo");
          button.addEventListener("click", takeBack);
          notice.append(" ", button);
        }
        status?.replaceChildren(notice);
      };
    """

  /// Moving through the queue, and what it shows of labels.
  private static let queue = """

      const open = (item) => {
        for (const other of items()) if (other !== item) other.open = false;
        item.open = true;
        item.querySelector("summary").focus({ preventScroll: true });
        if (item === items()[0]) scrollTo(0, 0);
        else item.scrollIntoView({ block: "start" });
      };

      const isOpenItem = (item) => !item.dataset.state;

      const advance = (from) => {
        const all = items();
        const place = all.indexOf(from);
        const next = all.slice(place + 1).find(isOpenItem) ?? all.find(isOpenItem);
        if (next) open(next);
        else if (from) from.open = false;
        document.getElementById("queue-done").hidden = Boolean(next);
        if (all.slice(place + 1).filter(isOpenItem).length < 6) loadMore();
      };

      const step = (by) => {
        const all = items();
        const at = current() ? all.indexOf(current()) : by > 0 ? -1 : all.length;
        const to = all[at + by];
        if (to) open(to);
        if (at + by > all.length - 6) loadMore();
      };

      const mark = (item, button) => {
        unmark(item);
        item.dataset.state = button.value;
        const badge = document.createElement("span");
        badge.className = "badge item-label " + button.value;
        badge.textContent = words(button);
        item.querySelector(".item-marks").prepend(badge);
      };

      const unmark = (item) => {
        delete item.dataset.state;
        item.querySelector(".item-label")?.remove();
      };

      const count = (records, items) => {
        const bar = document.getElementById("progress");
        const line = document.getElementById("progress-words");
        const left = Math.max(0, Number(line.dataset.items) + items);
        const total = Number(line.dataset.total);
        const number = (value) => value.toLocaleString("en");
        bar.value += records;
        line.dataset.items = left;
        line.textContent = number(Math.min(bar.value, total)) + " of " + number(total)
          + (total === 1 ? " record" : " records") + " reviewed · " + number(left)
          + (left === 1 ? " item" : " items") + " left";
      };

      const loadMore = async () => {
        const link = document.getElementById("queue-next");
        if (!link || isLoading) return;
        isLoading = true;
        try {
          const answer = await fetch(link.href, { credentials: "same-origin" });
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const list = page.getElementById("queue");
          // Not the queue's page, such as the login: the link stays.
          if (!list && !page.querySelector(".empty")) return;
          const next = page.getElementById("queue-next");
          for (const item of list ? [...list.children] : []) {
            const details = item.querySelector("details");
            details.open = false;
            if (!document.getElementById(details.id)) queue.append(document.adoptNode(item));
          }
          if (next) link.href = next.href;
          else link.parentElement.remove();
        } catch {
          // The link stays, and can be followed.
        } finally {
          isLoading = false;
          if (!current() && items().some(isOpenItem)) advance();
        }
      };
    """

  /// Labels and what takes them back.
  private static let requests = """

      const post = async (address, body) => {
        const answer = await fetch(address, {
          method: "POST", body, keepalive: true, credentials: "same-origin", redirect: "error",
          headers: { "x-form-token": token },
        }).catch(() => {
          throw new Error("The server cannot be reached.");
        });
        const text = await answer.text();
        if (answer.ok) return JSON.parse(text);
        throw new Error(new DOMParser().parseFromString(text, "text/html").body.textContent.trim());
      };

      const inTurn = (work) => {
        last = last.then(work, work);
        return last;
      };

      const send = (item, form, button) => {
        const body = new URLSearchParams(new FormData(form, button));
        const label = words(button);
        const wasOpen = isOpenItem(item);
        mark(item, button);
        if (wasOpen) count(0, -1);
        advance(item);
        inTurn(async () => {
          try {
            const { count: records } = await post(form.action, body);
            labelled.push({ item, records, wasOpen });
            count(records, 0);
            say(label + (records > 1 ? " for " + records + " records: " : ": ") + title(item), "good", true);
          } catch (error) {
            unmark(item);
            if (wasOpen) count(0, 1);
            open(item);
            say(error.message + " The label was not saved.", "bad");
          }
        });
      };

      const takeBack = () => inTurn(async () => {
        const done = labelled.pop();
        if (!done) {
          const form = document.querySelector("form.inline button")?.form;
          if (form) form.requestSubmit();
          else say("Nothing to undo.", "neutral");
          return;
        }
        try {
          const body = new URLSearchParams({ id: done.item.dataset.item, group: "yes" });
          const { count: records } = await post(queue.dataset.undo, body);
          unmark(done.item);
          count(-records, done.wasOpen ? 1 : 0);
          document.getElementById("queue-done").hidden = true;
          open(done.item);
          say("Taken back: " + title(done.item), "neutral");
        } catch (error) {
          labelled.push(done);
          say(error.message + " Nothing was taken back.", "bad");
        }
      });

      queue?.addEventListener("submit", (event) => {
        if (!event.target.matches("form.labels") || !event.submitter) return;
        event.preventDefault();
        send(event.target.closest("details.item"), event.target, event.submitter);
      });
    """

  /// Single keys. They do nothing while someone writes, and can be switched off.
  private static let keys = """

      let areKeysOn = true;
      try {
        areKeysOn = localStorage.getItem("keys") !== "off";
      } catch {
        // A browser that keeps nothing: the switch holds for this page.
      }
      if (keysSwitch) {
        keysSwitch.checked = areKeysOn;
        keysSwitch.addEventListener("change", () => {
          areKeysOn = keysSwitch.checked;
          try {
            localStorage.setItem("keys", areKeysOn ? "on" : "off");
          } catch {
            // As above.
          }
        });
      }
      const button = document.getElementById("keys-button");
      if (button) {
        button.hidden = false;
        button.addEventListener("click", () => dialog.showModal());
      }

      const write = (name) => {
        const field = form()?.elements[name];
        if (!field) return;
        field.closest("details").open = true;
        field.focus();
      };

      const choose = (key) => {
        const radios = [...(form()?.querySelectorAll('input[name="type"]') ?? [])];
        const none = radios.find((radio) => radio.value === "");
        const chosen = key === "x" ? none : radios.find((radio) => radio.dataset.key === key);
        if (!chosen) return false;
        (chosen.checked ? none : chosen).checked = true;
        return true;
      };

      const actions = {
        j: () => step(1),
        k: () => step(-1),
        n: () => write("note"),
        a: () => write("answer"),
        u: takeBack,
        o: () => (current() ?? document).querySelector("a[data-open-record]")?.click(),
        "?": () => dialog?.showModal(),
      };

      const isWriting = (target) =>
        target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])') || target.isContentEditable;

      document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return;
        if (isWriting(event.target)) {
          if (event.key !== "Escape" || !event.target.form?.matches("form.labels")) return;
          (current()?.querySelector("summary") ?? event.target.form.querySelector("button")).focus();
          event.preventDefault();
          return;
        }
        if (!areKeysOn) return;
        const key = event.key.length === 1 ? event.key.toLowerCase() : "";
        // A key that is held down must not label one item after the other.
        if (!key || (event.repeat && key !== "j" && key !== "k")) return;
        const label = [...(form()?.querySelectorAll("button.verdict") ?? [])].find((one) => one.dataset.key === key);
        if (label) label.form.requestSubmit(label);
        else if (Object.hasOwn(actions, key)) actions[key]();
        else if (!choose(key)) return;
        event.preventDefault();
      });
    })();
    """
}
