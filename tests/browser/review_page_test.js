// The page of one translation: permanent links, copying, languages and directions, hostile text.
import assert from "node:assert/strict";
import test from "node:test";
import { demo, hostile, open } from "./browser.js";

const kPage = "ja/products/umbriel-drift.html";
const kArabic = "ar/products/umbriel-drift.html";

test("a permanent link leads to its segment", async () => {
  let link = "";
  await open(demo, kPage, async (page) => {
    link = await page.getByRole("link", { name: "Link to this segment" }).last().getAttribute("href");
  });
  await open(demo, kPage + link, async (page) => {
    assert.equal(await page.locator(".item:target").getAttribute("id"), link.slice(1));
    assert.equal(await page.locator(".item:target").isVisible(), true);
  });
});

test("a button copies today's wording, not the edit", () => open(demo, kPage, async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = page.locator("button.copy").first();
  await button.click();
  await page.getByText("Copied").first().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const shown = await page.locator(".item .text").first().evaluate((text) => {
    const today = text.cloneNode(true);
    today.querySelectorAll("del").forEach((gone) => gone.remove());
    return today.textContent;
  });
  assert.equal(copied, shown);
  assert.equal(await button.evaluate((element) => element === document.activeElement), true);
}));

test("a suggestion stands below the translation, and can be copied", () => open(demo, kArabic, async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const suggestion = page.locator(".texts > div:nth-child(2) .suggestion").first();
  await suggestion.getByRole("button", { name: "Copy" }).focus();
  await page.keyboard.press("Enter");
  await suggestion.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await suggestion.locator(".text").textContent());
}));

test("what is flagged in the whole text leads to why", () => open(demo, kArabic, async (page) => {
  const link = page.locator("table.whole tr.flagged a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".item:target").getAttribute("id"), (await link.getAttribute("href")).slice(1));
}));

test("a list of numbers is not mirrored", () => open(demo, kArabic, async (page) => {
  const cell = page.locator("table.whole td[lang=ar]", { hasText: "[3.5, 0.7" });
  assert.equal(await cell.evaluate((element) => getComputedStyle(element).direction), "rtl");
  assert.equal(await cell.locator("bdi").evaluate((element) => getComputedStyle(element).direction), "ltr");
}));

test("every text tells its language and direction", () => open(demo, kArabic, async (page) => {
  const texts = await page.locator(".text").evaluateAll((all) => all.map((text) => [text.lang, text.dir]));
  assert.deepEqual([...new Set(texts.map(String))].sort(), ["ar,rtl", "en,ltr"]);
  const cell = page.locator("table.whole td[lang=ar]").first();
  assert.equal(await cell.evaluate((element) => getComputedStyle(element).direction), "rtl");
}));

test("what a review says is shown, and not run", () => open(hostile, "ja/products/hostile.html", async (page) => {
  assert.equal(await page.evaluate(() => window.ran), undefined);
  const text = await page.locator("main").textContent();
  for (const said of ["<script>window.ran = 3</script>", "</title> <script>", "javascript:alert(1)", "<b onclick="]) {
    assert.ok(text.includes(said), `${JSON.stringify(said)} is not shown`);
  }
  assert.ok((await page.title()).includes("<script>window.ran = 2</script>"));
  assert.equal(await page.locator("main script, main img").count(), 0);
}));

test("a hostile title does nothing on the pages that list it", async () => {
  for (const file of ["index.html", "ja.html"]) {
    await open(hostile, file, async (page) => assert.equal(await page.evaluate(() => window.ran), undefined));
  }
});

test("the policy lets no script in but the page's own", () => open(hostile, "ja.html", async (page) => {
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none';/);
}));
