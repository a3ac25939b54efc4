// Keys, lit words and selections. Everything here has a button or a link that does the same.
"use strict";
(() => {
  const body = document.body, readOnly = body.hasAttribute("data-read-only");
  const items = () => [...document.querySelectorAll("[data-item]")].filter(each => each.getClientRects().length);
  const here = () => document.activeElement && document.activeElement.closest("[data-item]");
  const typing = each => each && (each.matches("input,textarea,select") || each.isContentEditable);
  const said = (words, bad) => {
    const line = document.createElement("p");
    line.textContent = words;
    if (bad) line.className = "bad";
    document.getElementById("said").replaceChildren(line);
    clearTimeout(said.timer);
    said.timer = setTimeout(() => line.remove(), bad ? 9000 : 3500);
  };

  // Light the words of a cell, a finding or a fact in the source.
  let lit = [];
  const light = (id, scroll) => {
    lit.forEach(each => each.classList.remove("lit"));
    lit = [];
    const place = id && document.getElementById(id);
    if (!place) return;
    const sentence = place.closest(".s");
    lit = [place.tagName === "I" ? sentence : place, sentence].filter(Boolean);
    lit.forEach(each => each.classList.add("lit"));
    if (!scroll) return;
    const pane = place.closest(".source"), seen = (sentence || place.parentElement).getBoundingClientRect();
    if (pane && pane.scrollHeight > pane.clientHeight + 1) {
      const frame = pane.getBoundingClientRect();
      if (seen.top < frame.top + 20 || seen.bottom > frame.bottom - 20) pane.scrollTop += seen.top - frame.top - frame.height / 3;
    }
  };
  let cell = null;
  document.addEventListener("focusin", event => {
    const holder = event.target.closest("[data-lights]");
    if (holder) light(holder.dataset.lights, true);
    if (event.target.matches("[data-cell]")) {
      if (cell) cell.classList.remove("wants");
      cell = event.target;
      offer();
    }
  });
  document.addEventListener("mouseover", event => {
    const holder = event.target.closest(".cell input[data-lights], .facts [data-lights]");
    if (holder) light(holder.dataset.lights, false);
  });

  // In the page as written, what is settled steps back and what is reworded is struck out.
  const settle = () => document.querySelectorAll(".card[id]").forEach(card => {
    const mark = document.getElementById(`m${card.id}`)?.previousElementSibling;
    if (!mark || mark.tagName !== "MARK") return;
    mark.classList.toggle("settled", card.dataset.done === "settled");
    mark.classList.toggle("reworded", card.dataset.done === "reworded");
  });
  settle();

  // Go from item to item.
  const go = step => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(here());
    const first = Math.max(0, all.findIndex(each => each.dataset.open === "yes"));
    const next = all[at < 0 ? (step > 0 ? first : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    next.focus({preventScroll: true});
    next.scrollIntoView({block: "nearest"});
  };
  const nextOpen = from => {
    const all = items(), at = all.indexOf(from);
    const next = all.slice(at + 1).find(each => each.dataset.open === "yes") || all.find(each => each.dataset.open === "yes") || from;
    if (next === from) said(document.querySelector("[data-go=n]") ? "Everything here is decided. n goes on." : "Everything here is decided.");
    next.focus({preventScroll: true});
    next.scrollIntoView({block: "nearest"});
  };
  const unfold = button => {
    const part = document.getElementById(button.dataset.opens), open = !part.classList.contains("open");
    part.parentElement.querySelectorAll(".more.open").forEach(each => each.classList.remove("open"));
    part.parentElement.querySelectorAll("[data-opens]").forEach(each => each.setAttribute("aria-expanded", "false"));
    part.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) { const field = part.querySelector("input,textarea"); field.focus(); if (field.select) field.select(); part.scrollIntoView({block: "nearest"}); }
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button && button.dataset.opens) unfold(button);
    if (button && button.dataset.focus) button.closest("[data-item]").querySelector(button.dataset.focus).focus();
    if (button && button.dataset.do === "keys") document.getElementById("keys").showModal();
    const number = event.target.closest(".source b[data-start]");
    if (number && cell && getSelection().isCollapsed) choose(+number.dataset.start, +number.dataset.end);
    const fact = event.target.closest("[data-lights]:not([data-item])");
    if (fact && !typing(fact)) light(fact.dataset.lights, true);
    if (!event.target.closest(".find,#found")) document.getElementById("found").replaceChildren();
  });
  document.addEventListener("keydown", event => {
    const target = event.target, item = here();
    if (event.key === "Escape") {
      document.getElementById("found").replaceChildren();
      if (typing(target)) {
        if (target.matches("[data-cell]")) { target.value = target.defaultValue; target.dispatchEvent(new Event("input", {bubbles: true})); }
        const part = target.closest(".more.open");
        if (part) part.classList.remove("open");
        if (item) item.focus(); else target.blur();
        event.preventDefault();
      }
      return;
    }
    if (typing(target)) {
      if (event.key === "Enter" && !event.isComposing) {
        if (target.matches("[data-cell]")) { event.preventDefault(); cell = target; if (!target.dataset.place) keep(target); }
        else if (target.matches("input[data-word]")) { event.preventDefault(); judge(target); }
        else if (target.closest(".more") && (target.tagName === "INPUT" || event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          target.closest(".more").querySelector("button").click();
        }
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const press = key => {
      const button = item && item.querySelector(`[data-key="${key}"]`);
      if (button) button.click();
      else if (item && item.dataset.open === "no") said("Decided already. u undoes it.");
      else if (!item) said("Choose something first: j goes to the next one.");
    };
    const keys = {
      j: () => go(1), k: () => go(-1), a: () => press("a"), e: () => press("e"), x: () => press("x"),
      u: () => undo(item), "?": () => document.getElementById("keys").showModal(), "/": () => document.getElementById("find").focus(),
      n: () => document.querySelector("[data-go=n]")?.click(), p: () => document.querySelector("[data-go=p]")?.click(),
    };
    if (event.key === "Enter" && item && target === item) { item.querySelector("a[href]")?.click(); return; }
    if (!keys[event.key] || (readOnly && "aexu".includes(event.key))) return;
    event.preventDefault();
    keys[event.key]();
  });

  // Undo the last decision, wherever it was made.
  const post = (path, fields) => fetch(path, {
    method: "POST", body: new URLSearchParams(fields), redirect: "manual",
    headers: {...JSON.parse(body.getAttribute("hx-headers")), "HX-Request": "true"},
  });
  const undo = async item => {
    const own = item && item.querySelector(".undo button");
    if (own) { own.click(); return; }
    const answer = await post("/undo", {});
    if (!answer.ok && answer.status !== 204) { said(await answer.text(), true); return; }
    remember();
    location.reload();
  };
  const remember = () => { const item = here(); if (item && item.id) sessionStorage.setItem("manystudies-at", item.id); };

  // A number selected in the source becomes a number of the finding.
  const pick = document.getElementById("pick");
  const offer = () => {
    if (!pick) return;
    const chosen = selected();
    pick.hidden = !(cell && chosen && chosen.text);
    if (pick.hidden) return;
    cell.classList.add("wants");
    pick.firstElementChild.replaceChildren(`“${chosen.text.slice(0, 30)}” as ${cell.closest("label").firstElementChild.textContent}? `);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Use it";
    button.addEventListener("mousedown", event => event.preventDefault());
    button.addEventListener("click", () => choose(chosen.start, chosen.end, true));
    pick.firstElementChild.append(button);
  };
  const selected = () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0), run = (node => (node.nodeType === 1 ? node : node.parentElement).closest("[data-view]"))(range.commonAncestorContainer);
    if (!run) return null;
    const before = document.createRange();
    before.selectNodeContents(run);
    before.setEnd(range.startContainer, range.startOffset);
    const start = +run.dataset.view + before.toString().replace(/^\s+/, "").length, text = range.toString();
    return {start, end: start + text.length, text: text.trim()};
  };
  document.addEventListener("selectionchange", () => { clearTimeout(offer.timer); offer.timer = setTimeout(offer, 80); });
  const choose = (start, end, view) => {
    if (cell.dataset.place) {
      // A finding that is being added keeps its places in the form until it is sent.
      if (view) { said("Click the number itself."); return; }
      cell.value = document.querySelector(`.source b[data-start="${start}"]`).textContent;
      cell.form.elements[cell.dataset.place].value = `${start}-${end}`;
      const cells = [...cell.form.querySelectorAll("[data-cell]")];
      (cells[cells.indexOf(cell) + 1] || cell).focus();
      return;
    }
    decide(cell.closest("form"), {what: "number", field: cell.dataset.cell, start, end, view: view ? "yes" : ""}, cell.dataset.cell);
    getSelection().removeAllRanges();
    pick.hidden = true;
  };
  const keep = field => {
    if (field.value.trim() === field.defaultValue) { go(1); return; }
    const typed = field.value.trim(), form = field.closest("form");
    if (!typed) { decide(form, {what: "remove", field: field.dataset.cell}, field.dataset.cell); return; }
    // A number must stand in the text: in the finding's own sentence, or once in all that is shown.
    const plain = text => text.trim().replace(/[\u2212\u2013]/g, "-").replace(/,(?=\d{3})/g, ""), numbers = [...document.querySelectorAll(".source b[data-start]")];
    const all = numbers.filter(each => plain(each.textContent) === plain(typed));
    const own = document.getElementById(field.closest("[data-item]").dataset.lights)?.closest(".s");
    const near = all.filter(each => own && own.contains(each)), found = near.length === 1 ? near : all;
    if (found.length === 1) choose(+found[0].dataset.start, +found[0].dataset.end);
    else said(found.length ? `${typed} stands ${found.length} times in the text: click the one you mean.` : `${typed} does not stand in the text, so it cannot be kept. Esc brings the old number back.`, true);
  };
  const judge = field => decide(field.closest("form"), {what: "judge", field: field.dataset.word, words: field.value.trim()}, field.dataset.word);
  document.addEventListener("change", event => { if (event.target.matches("select[data-word]")) judge(event.target); });
  const decide = (form, values, field) => {
    const item = form.closest("[data-item]");
    again = {id: item.id, field};
    htmx.ajax("POST", "/decide", {source: form, target: item, swap: "outerHTML", values: {
      ...values, about: form.elements.about.value, page: form.elements.page.value, token: form.elements.token.value,
    }});
  };
  let again = null;

  // After a part came back: say what happened, and go on.
  document.addEventListener("htmx:beforeRequest", event => {
    if (event.detail.elt.closest && !again) { const item = event.detail.elt.closest("[data-item]"); if (item) again = {id: item.id, on: event.detail.requestConfig.path === "/decide"}; }
  });
  document.addEventListener("htmx:afterSettle", event => {
    if (!again || !(event.detail.requestConfig.path === "/decide" || event.detail.requestConfig.path === "/undo")) return;
    const item = document.getElementById(again.id), next = again;
    again = null;
    settle();
    if (!item) return;
    const told = item.querySelector(".decided p");
    said(told ? told.textContent.trim().slice(0, 120) : next.field ? "Kept." : "Undone.");
    if (next.field) {
      const field = item.querySelector(`[data-cell="${next.field}"],[data-word="${next.field}"]`), fold = field && field.closest("details");
      if (fold) fold.open = true;
      if (field) field.focus();
    }
    else if (next.on && item.dataset.open === "no") nextOpen(item);
    else item.focus();
  });
  document.addEventListener("htmx:responseError", event => { again = null; said(event.detail.xhr.responseText.trim().slice(0, 300), true); });
  document.addEventListener("htmx:sendError", () => { again = null; said("The app does not answer. What you decided before is kept; start it again and reload.", true); });

  // Files: told before they are sent when they are too large, and how far they are.
  const files = () => {
    const form = document.getElementById("drop-form");
    if (!form) return;
    const field = document.getElementById("files"), zone = document.getElementById("drop"), note = document.getElementById("size-note");
    const most = 64 * 2 ** 20;
    const fits = () => {
      const size = [...field.files].reduce((sum, each) => sum + each.size, 0);
      note.hidden = size <= most;
      note.textContent = size <= most ? "" : `Too large: ${Math.round(size / 2 ** 20)} MB; at most 64 MB are taken at once. Nothing was sent.`;
      return size <= most;
    };
    field.addEventListener("change", fits);
    for (const kind of ["dragover", "dragleave", "drop"]) zone.addEventListener(kind, event => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind === "drop") { field.files = event.dataTransfer.files; fits(); }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      if (!fits()) return;
      if (!field.files.length) { note.hidden = false; note.textContent = "Choose a file first."; return; }
      send();
    });
    // How far the files are: first sent, then read.
    const send = () => {
      const bar = document.getElementById("sent"), told = document.getElementById("sent-told"), request = new XMLHttpRequest(), button = form.querySelector("button");
      button.disabled = true;
      bar.hidden = told.hidden = false;
      request.upload.addEventListener("progress", event => { bar.max = event.total; bar.value = event.loaded; told.textContent = `Sent ${Math.round(100 * event.loaded / event.total)} %`; });
      const asking = setInterval(async () => {
        const answer = await fetch("/import/progress");
        if (!answer.ok) return;
        const far = await answer.json();
        if (far.all) { bar.max = far.all; bar.value = far.done; told.textContent = `Read ${far.done} of ${far.all}: ${far.name}${far.pages > 1 ? `, ${far.pages} pages` : ""}`; }
      }, 500);
      request.addEventListener("loadend", () => {
        clearInterval(asking);
        button.disabled = false;
        bar.hidden = told.hidden = true;
        if (!request.status) { note.hidden = false; note.textContent = "The app does not answer. Nothing was kept."; return; }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html"), main = answer.querySelector("main");
        if (main) { document.querySelector("main").replaceWith(main); document.querySelector("main").focus(); scrollTo(0, 0); files(); }
        else { note.hidden = false; note.textContent = request.responseText.trim().slice(0, 300); }
      });
      request.open("POST", form.action);
      request.send(new FormData(form));
    };
  };

  files();
  const at = sessionStorage.getItem("manystudies-at");
  if (at) { sessionStorage.removeItem("manystudies-at"); document.getElementById(at)?.focus(); said("Undone."); }
  else if (location.hash.length > 1) { const item = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (item && item.matches("[data-item]")) item.focus(); }
})();
