"""What a page has to keep for those who do not see it, or not well, or use no mouse: checks of our own, after WCAG 2.2."""

from browser import Browser

# Runs in the page and returns one line for each thing that is wrong with it.
_CHECKS = r"""
const wrong = [];
const shown = (element) => {
  const style = getComputedStyle(element);
  return element.checkVisibility({ visibilityProperty: true }) && style.clipPath === "none" && style.opacity !== "0";
};
const place = (element) => element.tagName.toLowerCase()
  + (element.id ? "#" + element.id : "") + (element.className && element.className.baseVal === undefined
    ? "." + String(element.className).trim().replace(/\s+/g, ".") : "")
  + " `" + (element.textContent || "").trim().slice(0, 40) + "`";
const labelOf = (element) => (element.getAttribute("aria-label")
  || (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent || "").join(" ")
  || [...(element.labels || [])].map((label) => label.textContent).join(" ")
  || element.getAttribute("title") || "").trim();

if (!document.documentElement.lang) wrong.push("the page names no language");
if (!document.title) wrong.push("the page has no title");
for (const [selector, count] of [["main", 1], ["h1", 1]])
  if (document.querySelectorAll(selector).length !== count) wrong.push("not exactly one " + selector);

const ids = new Map();
for (const element of document.querySelectorAll("[id]")) ids.set(element.id, (ids.get(element.id) || 0) + 1);
for (const [id, count] of ids) if (count > 1) wrong.push("id " + id + " is there " + count + " times");
for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"])
  for (const element of document.querySelectorAll("[" + attribute + "]"))
    for (const id of element.getAttribute(attribute).split(/\s+/).filter(Boolean))
      if (!ids.has(id)) wrong.push(attribute + " names `" + id + "`, which is not there");

let level = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  if (!heading.checkVisibility()) continue;
  const now = Number(heading.tagName[1]);
  if (now > level + 1) wrong.push("a heading skips a level: " + place(heading));
  if (!heading.textContent.trim()) wrong.push("an empty heading");
  level = now;
}

for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea, progress, meter"))
  if (!field.closest("[hidden]") && !labelOf(field)) wrong.push("no label: " + place(field) + " " + (field.name || ""));
for (const element of document.querySelectorAll("a[href], button, summary"))
  if (element.checkVisibility() && !(element.textContent.trim() || labelOf(element)))
    wrong.push("no name: " + place(element));
for (const image of document.querySelectorAll("img:not([alt])")) wrong.push("no text for an image: " + place(image));
for (const image of document.querySelectorAll("svg"))
  if (image.getAttribute("aria-hidden") !== "true" && !(labelOf(image) || image.querySelector("title")))
    wrong.push("a picture that is neither named nor hidden: " + place(image.parentElement));
for (const group of document.querySelectorAll("fieldset:not(:has(> legend))")) wrong.push("a fieldset without legend");
for (const table of document.querySelectorAll("table")) {
  if (![...table.querySelectorAll("th")].length) wrong.push("a table without headings");
  for (const heading of table.querySelectorAll("th:not([scope])")) wrong.push("th without scope: " + place(heading));
}
for (const element of document.querySelectorAll("[tabindex]"))
  if (Number(element.getAttribute("tabindex")) > 0) wrong.push("a tab order of its own: " + place(element));
for (const element of document.querySelectorAll("[role=region]"))
  if (!labelOf(element)) wrong.push("a region without name: " + place(element));
const landmarks = document.querySelectorAll("nav");
if (landmarks.length > 1) for (const nav of landmarks) if (!labelOf(nav)) wrong.push("a nav without name");
// What scrolls has to be reached with the keyboard.
for (const element of document.querySelectorAll("main *")) {
  const style = getComputedStyle(element);
  const scrolls = /auto|scroll/.test(style.overflowY + style.overflowX)
    && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
  if (scrolls && shown(element) && element.tabIndex < 0 && !element.querySelector("a, button, input, [tabindex='0']"))
    wrong.push("scrolls and cannot be reached: " + place(element));
}

// WCAG 1.4.3: colours as they are painted, whatever notation the style sheet uses.
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const rgba = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const ground = (element) => {
  const layers = [];
  for (let one = element; one; one = one.parentElement) {
    const colour = rgba(getComputedStyle(one).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  const base = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  return layers.reverse().reduce((under, top) => over(top, under), base);
};
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ratio = (a, b) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const judged = new Set();
let texts = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || judged.has(element) || !shown(element)) continue;
  if (element.closest("svg, [disabled], option")) continue;
  judged.add(element);
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const under = ground(element);
  const found = ratio(over(rgba(style.color), under), under);
  texts += 1;
  if (found < (isLarge ? 3 : 4.5) - 0.01)
    wrong.push("contrast " + found.toFixed(2) + ": " + place(element));
}
if (texts < 5) wrong.push("only " + texts + " texts were looked at");

// WCAG 2.5.8: what is pressed is 24 pixels high and wide, but for links in sentences.
for (const element of document.querySelectorAll("button, select, summary, input:not([type=hidden])")) {
  if (!shown(element)) continue;
  const box = element.getBoundingClientRect();
  const label = element.labels?.[0]?.getBoundingClientRect();
  const [width, height] = [Math.max(box.width, label?.width || 0), Math.max(box.height, label?.height || 0)];
  if (width < 23.5 || height < 23.5) wrong.push("small: " + width + " by " + height + " " + place(element));
}
if (document.documentElement.scrollWidth > innerWidth + 1)
  wrong.push("wider than the window: " + document.documentElement.scrollWidth + " of " + innerWidth);
return wrong;
"""

# The element that has the focus, and whether anything shows that it has.
_FOCUS = r"""
const element = document.activeElement;
const shows = (one) => {
  const style = getComputedStyle(one);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
};
const box = element.getBoundingClientRect();
return {
  path: [...document.querySelectorAll("*")].indexOf(element),
  name: element.tagName + "." + element.className + " " + (element.textContent || "").trim().slice(0, 30),
  isBody: element === document.body,
  isSeen: shows(element) || (element.labels?.[0] ? shows(element.labels[0]) : false),
  isInView: box.bottom > 0 && box.top < innerHeight,
};
"""


def faults(browser: Browser) -> list[str]:
    """What is wrong with the page that is open."""
    return browser.run(_CHECKS)


def tab_faults(browser: Browser, most: int = 200) -> list[str]:
    """What is wrong with the way through the page with the tab key."""
    wrong: list[str] = []
    seen: list[int] = []
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(most):
        browser.press("\ue004")
        focus = browser.run(_FOCUS)
        if focus["isBody"] or focus["path"] in seen:
            break
        if not focus["isSeen"]:
            wrong.append(f"the focus is not seen on {focus['name']}")
        if not focus["isInView"]:
            wrong.append(f"the focus is out of view on {focus['name']}")
        if seen and focus["path"] < seen[-1]:
            wrong.append(f"the focus goes back to {focus['name']}")
        seen.append(focus["path"])
    if len(seen) < 3:
        wrong.append(f"only {len(seen)} elements can be reached")
    return wrong
