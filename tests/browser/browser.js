// Opens pages of a report in Chromium, and fails the test whose page says something on the console or asks for anything
// that is not on the disk.
import assert from "node:assert/strict";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const demo = process.env.DEMO_REPORT;
export const later = process.env.LATER_REPORT;  // the demo site's second report
export const hostile = process.env.HOSTILE_REPORT;
export const real = process.env.REAL_REPORT;  // undefined where no real site is at hand

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--allow-file-access-from-files"],
});
after(() => browser.close());

// Calls `visit` with the page `file` of `report`; `options` are those of a Playwright context.
export async function open(report, file, visit, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US", ...options });
  const complaints = [];
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file://")) complaints.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  try {
    await page.goto(address(report, file));
    await visit(page, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

// `file` may end in a fragment.
export function address(report, file) {
  const [path, fragment] = file.split("#");
  const url = pathToFileURL(`${report}/${path}`);
  if (fragment !== undefined) url.hash = fragment;
  return url.href;
}

// The texts of a column of the reviews that are shown.
export async function column(page, number) {
  await page.locator("table.reviews:not([aria-busy=true])").waitFor();
  return page.locator(`table.reviews tbody tr:not([hidden]) > :nth-child(${number})`).allTextContents();
}

export const count = (page) => page.locator("output[name=count]").textContent();

const kAxe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// What axe has to say of a page, all of it unfolded; the page must have been opened with `bypassCSP`.
export async function violations(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await page.addScriptTag({ path: kAxe });
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

// True where nothing is wider than the screen, so that nobody has to scroll sideways.
export const fitsWidth = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
