// The pages in light and dark, on a phone, on paper, and for those who do not see them.
import assert from "node:assert/strict";
import test from "node:test";
import { demo, fitsWidth, hostile, later, open, violations } from "./browser.js";

const kPages = ["index.html", "ja.html", "ar.html", "ja/products/umbriel-drift.html", "ar/products/umbriel-drift.html"];
const kOthers = [[hostile, "ja/products/hostile.html"], [later, "index.html"], [later, "ar.html"]];

for (const colorScheme of ["light", "dark"]) {
  for (const [report, file] of [...kPages.map((file) => [demo, file]), ...kOthers]) {
    const name = report === demo ? file : `${file} of ${report === later ? "a later report" : "hostile text"}`;
    test(`axe has nothing to say of ${name} in ${colorScheme}`, () => open(report, file, async (page) => {
      assert.deepEqual(await violations(page), []);
    }, { colorScheme, bypassCSP: true }));
  }
}

test("dark is dark, light is light", async () => {
  const brightness = async (colorScheme) => {
    let sum = 0;
    await open(demo, "index.html", async (page) => {
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      sum = color.match(/\d+/g).slice(0, 3).reduce((total, part) => total + Number(part), 0);
    }, { colorScheme });
    return sum;
  };
  assert.ok(await brightness("light") > 700);
  assert.ok(await brightness("dark") < 150);
});

for (const width of [320, 390, 768]) {
  test(`nothing is wider than a screen of ${width} pixels`, async () => {
    for (const file of kPages) {
      await open(demo, file, async (page) => assert.ok(await fitsWidth(page), file), { viewport: { width, height: 700 } });
    }
  });
}

test("prints to PDF, without what only a screen can use", () => open(demo, "ja.html", async (page) => {
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.locator("form.filters").isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
}));

test("a printed table is no wider than the paper", async () => {
  for (const file of kPages) {
    await open(demo, file, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.ok(await fitsWidth(page), file);
    }, { viewport: { width: 718, height: 1000 } });  // A4 without its margins
  }
});

test("axe has nothing to say of a phone", async () => {
  for (const file of ["ja.html", "ja/products/umbriel-drift.html"]) {
    await open(demo, file, async (page) => assert.deepEqual(await violations(page), [], file),
               { viewport: { width: 390, height: 700 }, bypassCSP: true });
  }
});

test("on a phone, a review\u2019s name has room", () => open(demo, "ja.html", async (page) => {
  const name = await page.locator("table.reviews tbody th").first().boundingBox();
  assert.ok(name.width >= 150, `${name.width} pixels`);
  const table = await page.locator("table.reviews").boundingBox();
  assert.ok(table.y < 2 * 700, `the table begins at ${table.y}`);
}, { viewport: { width: 390, height: 700 } }));

test("paper tells how severe an item is without colour", () => open(demo, "ar/products/umbriel-drift.html", async (page) => {
  await page.emulateMedia({ media: "print" });
  const styles = await page.locator(".item").evaluateAll((items) => items.map((item) =>
    [item.className, getComputedStyle(item).borderInlineStartStyle, getComputedStyle(item).borderInlineStartColor]));
  assert.deepEqual(styles, [["item sev-high", "solid", "rgb(0, 0, 0)"], ["item sev-medium", "double", "rgb(0, 0, 0)"]]);
  assert.equal(await page.locator(".item header a, button.copy").filter({ visible: true }).count(), 0);
}));

test("a second report draws what went on", () => open(later, "index.html", async (page) => {
  assert.equal(await page.getByRole("columnheader", { name: "Since the last report" }).isVisible(), true);
  const row = page.locator("table.languages tbody tr", { hasText: "Arabic" });
  assert.equal(await row.locator("td").last().textContent(), "1 new, 2 cleared");
  assert.equal(await page.locator("svg path.trend").count(), 1);
}));

test("a first report has no empty column and no chart of one point", () => open(demo, "index.html", async (page) => {
  assert.equal(await page.getByText("Since the last report").count(), 0);
  assert.equal(await page.locator("svg path.trend").count(), 0);
  assert.equal(await page.getByText("The next report into the same directory draws a line.").isVisible(), true);
}));

test("charts tell their numbers without colour", () => open(demo, "index.html", async (page) => {
  for (const fill of ["low", "medium", "high", "missing"]) {
    const painted = await page.locator(`.f-${fill}`).first().evaluate((part) => getComputedStyle(part).fill);
    assert.match(painted, /url\(/, `${fill} has no pattern`);
  }
  for (const figure of await page.locator("figure.chart:has(svg)").all()) {
    assert.ok(await figure.locator("details table tbody tr").count() > 0);
  }
}));
