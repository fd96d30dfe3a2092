// The pages in light and dark, on a phone, on paper, and for those who do not see them.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { demo, fitsWidth, open } from "./browser.js";

const kPages = ["index.html", "ja.html", "ar.html", "ja/products/umbriel-drift.html", "ar/products/umbriel-drift.html"];
const kAxe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

for (const colorScheme of ["light", "dark"]) {
  for (const file of kPages) {
    test(`axe has nothing to say of ${file} in ${colorScheme}`, () => open(demo, file, async (page) => {
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
      await page.addScriptTag({ path: kAxe });
      const { violations } = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
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

test("charts tell their numbers without colour", () => open(demo, "index.html", async (page) => {
  for (const fill of ["low", "medium", "high", "missing"]) {
    const painted = await page.locator(`.f-${fill}`).first().evaluate((part) => getComputedStyle(part).fill);
    assert.match(painted, /url\(/, `${fill} has no pattern`);
  }
  for (const figure of await page.locator("figure.chart").all()) {
    assert.ok(await figure.locator("details table tbody tr").count() > 0);
  }
}));
