// The table of a language's reviews: sort, filter, search, share, use without a mouse.
import assert from "node:assert/strict";
import test from "node:test";
import { address, column, count, demo, open } from "./browser.js";

const kReviews = 19;  // of the demo site in Japanese

test("everything is there without JavaScript", () => open(demo, "ja.html", async (page) => {
  assert.equal(await page.locator("table.reviews tbody tr").count(), kReviews);
  assert.equal(await page.locator("form.filters").isVisible(), false);
}, { javaScriptEnabled: false }));

test("a column sorts up, then down", () => open(demo, "ja.html", async (page) => {
  const header = page.locator("th", { has: page.getByRole("button", { name: "Words" }) });
  const words = async () => (await column(page, 5)).filter((text) => text.trim()).map((text) => Number(text.replace(/,/g, "")));
  await header.getByRole("button").click();
  assert.equal(await header.getAttribute("aria-sort"), "ascending");
  const ascending = await words();
  assert.deepEqual(ascending, [...ascending].sort((a, b) => a - b));
  await header.getByRole("button").click();
  assert.equal(await header.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await words(), [...ascending].reverse());
}));

test("what is empty stands last, whichever way", () => open(demo, "ja.html", async (page) => {
  for (const name of ["Since", "Since", "Words", "Words"]) {
    await page.getByRole("button", { name }).click();
    const cells = await column(page, name === "Since" ? 6 : 5);
    const filled = cells.filter((text) => text.trim()).length;
    assert.ok(filled > 1 && filled < cells.length);
    assert.ok(cells.slice(0, filled).every((text) => text.trim()), `${name}: ${cells}`);
  }
}));

test("only one column is the sorted one", () => open(demo, "ja.html", async (page) => {
  for (const name of ["Words", "State", "Review"]) await page.getByRole("button", { name }).click();
  assert.equal(await page.locator("th[aria-sort]").count(), 1);
  const titles = await column(page, 1);
  assert.deepEqual(titles, [...titles].sort(new Intl.Collator("en", { numeric: true }).compare));
}));

test("filters by state, severity and class", () => open(demo, "ja.html", async (page) => {
  await page.getByRole("combobox", { name: "State" }).selectOption("stale");
  assert.deepEqual(new Set(await column(page, 2)), new Set(["stale"]));
  assert.equal(await count(page), `2 of ${kReviews} reviews`);
  await page.getByRole("combobox", { name: "Class" }).selectOption("structure");
  assert.equal(await count(page), `1 of ${kReviews} reviews`);
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal(await count(page), `${kReviews} of ${kReviews} reviews`);
  await page.getByRole("combobox", { name: "Severity" }).selectOption("3");
  for (const severity of await column(page, 3)) assert.equal(severity, "high");
}));

test("searches in Japanese, whatever the width of the letters", () => open(demo, "ja.html", async (page) => {
  const search = page.getByLabel("Search");
  await search.fill("レビュー");
  const found = await column(page, 1);
  assert.ok(found.length > 0 && found.length < kReviews, `${found.length} found`);
  await search.fill("ﾚﾋﾞｭｰ");
  assert.deepEqual(await column(page, 1), found);
  await search.fill("ＵＭＢＲＩＥＬ drift");
  assert.equal((await column(page, 1)).length, 1);
  await search.fill("nothing is called so");
  assert.equal(await count(page), `0 of ${kReviews} reviews`);
  assert.equal(await page.getByText("No review fits").isVisible(), true);
}));

test("what was asked for is in the address", () => open(demo, "ja.html", async (page) => {
  await page.getByRole("combobox", { name: "State" }).selectOption("stale");
  await page.getByLabel("Search").fill("アリア");
  const shown = await column(page, 1);
  const shared = page.url();
  await page.goto("about:blank");
  await page.goto(shared);
  assert.equal(await page.getByLabel("Search").inputValue(), "アリア");
  assert.deepEqual(await column(page, 1), shown);
}));

test("works with the keyboard alone", () => open(demo, "ja.html", async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  assert.equal(await page.locator(".skip").isVisible(), true);
  const seen = [];
  for (let step = 0; step < 40; ++step) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      return {
        what: element.name || element.getAttribute("aria-label") || element.textContent,
        visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        place: element.getBoundingClientRect().width > 0,
        sorts: element.closest("thead") !== null,
      };
    });
    assert.ok(focus.visible && focus.place, `focus cannot be seen on ${focus.what}`);
    seen.push(focus.what);
    if (focus.sorts) break;
  }
  const order = ["q", "state", "severity", "kind", "Show all", "Reviews", "Review"];
  assert.deepEqual(seen.filter((what) => order.includes(what)), order);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("th[aria-sort=ascending]").textContent(), "Review");
}));

test("a review is one click away, and its language one back", () => open(demo, "index.html", async (page) => {
  await page.getByRole("link", { name: "Japanese" }).click();
  await page.getByRole("link", { name: "Umbriel Drift" }).click();
  assert.equal(page.url(), address(demo, "ja/products/umbriel-drift.html"));
  await page.getByRole("navigation").getByRole("link", { name: "Japanese" }).click();
  assert.equal(page.url(), address(demo, "ja.html"));
}));
