#include "stages/mdx.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/stages/dump.h"

namespace lockstep {
namespace {

// Rows: a text, and its blocks with their codes as MDX. The invariants hold for all of them.
void Check(const std::vector<std::pair<std::string, std::string>>& rows) {
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(DumpBlocks(text, true, "x.mdx"), expected) << text;
    EXPECT_EQ(Violation(text, "x.mdx"), "") << text;
  }
}

TEST(Mdx, TakesImportsAndExportsForCode) {
  Check({
      {"import A from './a.js'\nimport B from './b.js'\n\nText.\n",
       "code{import A from './a.js'\nimport B from './b.js'} paragraph{Text.}"},
      {"export const a = {\n  b: '}',\n\n  c: 1,\n}\n\nText.",
       "code{export const a = {\n  b: '}',\n\n  c: 1,\n}} paragraph{Text.}"},
      {"export const a = `{\n\n` // {\n\nText.", "code{export const a = `{\n\n` // {} paragraph{Text.}"},
      {"export function A() {\r\n  return <b>it's {1}</b>\r\n}\r\n\r\nText.",
       "code{export function A() {\r\n  return <b>it's {1}</b>\r\n}} paragraph{Text.}"},
      {"# Title\nimport 'a'", "heading(1){Title} code{import 'a'}"},
      {"export const a = {\n\nText.", "code{export const a = {} paragraph{Text.}"},
      {"Goods that we\nimport from Narnia.", "paragraph{Goods that we⟦\n⟧import from Narnia.}"},
      {"important\n\n- import a", "paragraph{important} list-item(1){import a}"},
      {"```js\nimport a\n```", "code{```js\nimport a\n```}"},
  });
}

TEST(Mdx, TextBetweenTagsIsMarkdown) {
  Check({
      {"<Note>\nText *here*.\n</Note>", "other{<Note>} paragraph{Text ⟦*⟧here⟦*⟧.} other{</Note>}"},
      {"<Card title=\"a > b\" on={() => c > {d: '}'}}\n  {...more}\n/>\nText.",
       "other{<Card title=\"a > b\" on={() => c > {d: '}'}}\n  {...more}\n/>} paragraph{Text.}"},
      {"Text.\n<br />\nMore.", "paragraph{Text.} other{<br />} paragraph{More.}"},
      {"<></>\n<A.B /> {c}\n\n</>", "other{<></>} other{<A.B /> {c}} other{</>}"},
      {"<Tabs>\n  <TabItem label=\"A\">\n    Text.\n\n    - Item\n      goes on\n\n    ```sh\n    run\n    ```\n"
       "  </TabItem>\n</Tabs>\n\nText.",
       "other{<Tabs>} other{<TabItem label=\"A\">} paragraph{Text.} list-item(1){Item⟦\n      ⟧goes on} "
       "code{```sh\n    run\n    ```} other{</TabItem>} other{</Tabs>} paragraph{Text.}"},
      {"1. Step\n\n   <Note>\n       ## Look\n       Text.\n   </Note>\n2. Next",
       "list-item(1){Step} other{<Note>} heading(2){Look} list-item(1){Text.} other{</Note>} list-item(1){Next}"},
      {"<Steps>\n  1. One\n     <Note>\n       Text.\n     </Note>\n  2. Two\n</Steps>",
       "other{<Steps>} list-item(1){One} other{<Note>} list-item(1){Text.} other{</Note>} list-item(1){Two} "
       "other{</Steps>}"},
      {"- <Note>\n  Text.\n  </Note>", "other{<Note>} list-item(1){Text.} other{</Note>}"},
      {"> <Note>\n> Text.\n> </Note>", "other{<Note>} paragraph{Text.} other{</Note>}"},
      {"<Note>\n    | a | b |\n    |---|---|\n    | c {d} | e |\n</Note>",
       "other{<Note>} table-cell(0,0){a} table-cell(0,1){b} table-cell(1,0){c ⟦{d}⟧} table-cell(1,1){e} "
       "other{</Note>}"},
      {":::tip[Look]\n<Note>\nText.\n</Note>\n:::",
       "other{:::tip[} paragraph{Look} other{]} other{<Note>} paragraph{Text.} other{</Note>} other{:::}"},
  });
}

TEST(Mdx, TagsInTextAreCodes) {
  Check({
      {"Press <kbd>Ctrl</kbd> now.", "paragraph{Press ⟦<kbd>⟧Ctrl⟦</kbd>⟧ now.}"},
      {"<div>Text</div>", "paragraph{⟦<div>⟧Text⟦</div>⟧}"},
      {"<Tabs>\n  <Tab a={1}>A <Tab>b</Tab></Tab>\n  <Tab>C</Tab>\n</Tabs>",
       "other{<Tabs>} paragraph{⟦<Tab a={1}>⟧A ⟦<Tab>⟧b⟦</Tab>⟧⟦</Tab>⟧} paragraph{⟦<Tab>⟧C⟦</Tab>⟧} other{</Tabs>}"},
      {"<B>A</B> and <B>b</B>\n<B>C</B>", "paragraph{⟦<B>⟧A⟦</B>⟧ and ⟦<B>⟧b⟦</B>⟧⟦\n⟧⟦<B>⟧C⟦</B>⟧}"},
      {"- <B>A</B>\n  <B>C</B>", "list-item(1){⟦<B>⟧A⟦</B>⟧} list-item(1){⟦<B>⟧C⟦</B>⟧}"},
      {"See <Badge text={`a ${\"}\"} *b*`} x='>'\n  /> and **<B>c</B>**.",
       "paragraph{See ⟦<Badge text={`a ${\"}\"} *b*`} x='>'\n  />⟧ and ⟦**⟧⟦<B>⟧c⟦</B>⟧⟦**⟧.}"},
      {"# Title <Badge />", "heading(1){Title ⟦<Badge />⟧}"},
      {"| a <br/> b |\n|---|\n", "table-cell(0,0){a ⟦<br/>⟧ b}"},
      {"See https://a.example<br/>here.", "paragraph{See ⟦https://a.example⟧⟦<br/>⟧here.}"},
      {"`<A` and \\<A> and [b](<c d.md>)", "paragraph{⟦`<A`⟧ and ⟦\\<⟧A> and ⟦[⟧b⟦](<c d.md>)⟧}"},
      {"1 < 2, a <b and c> \"d", "paragraph{1 < 2, a ⟦<b and c>⟧ \"d}"},
      {"It is <b\n\n- c", "paragraph{It is <b} list-item(1){c}"},
  });
}

TEST(Mdx, ExpressionsAreCodes) {
  Check({
      {"Dear {props.name}, {a ? '}' : {b: \"{\"}} {/* } ' */}{' '}\nhello.",
       "paragraph{Dear ⟦{props.name}⟧, ⟦{a ? '}' : {b: \"{\"}}⟧ ⟦{/* } ' */}⟧⟦{' '}⟧⟦\n⟧hello.}"},
      {"{/* A comment,\n\nlong */}\n\nText.", "other{{/* A comment,\n\nlong */}} paragraph{Text.}"},
      {"Text.\n{a}\n- {b}", "paragraph{Text.} other{{a}} other{{b}}"},
      {"A {brace that stays.\n\nB \\{b} {c}", "paragraph{A {brace that stays.} paragraph{B ⟦\\{⟧b} ⟦{c}⟧}"},
      {"> A {b\n> c} d", "paragraph{A {b⟦\n> ⟧c} d}"},
      {"## Title {#anchor}", "heading(2){Title ⟦{#anchor}⟧}"},
      {"[a](/b/{c}) and {<b>it's</b>}", "paragraph{⟦[⟧a⟦](/b/{c})⟧ and ⟦{<b>it's</b>}⟧}"},
  });
}

TEST(Mdx, FormulasKeepTheirBraces) {
  Check({
      {"$$\n{a \\over b\n}\n$$\n\nText $x^{2}$.", "math{⟦$$\n{a \\over b\n}\n$$⟧} paragraph{Text ⟦$x^{2}$⟧.}"},
  });
}

TEST(Mdx, OnlyTheFilesNameTells) {
  EXPECT_TRUE(IsMdx("docs/a.mdx"));
  EXPECT_FALSE(IsMdx("docs/a.md"));
  EXPECT_FALSE(IsMdx(""));
  EXPECT_EQ(DumpBlocks("<Note>\nText {a}.\n</Note>", true), "html{<Note>\nText {a}.\n</Note>}");
  EXPECT_EQ(DumpBlocks("import {a}", true), "paragraph{import {a}}");
}

TEST(Mdx, HoldsItsInvariantsForNastyInput) {
  const std::vector<std::string> inputs = {
      "\xEF\xBB\xBF<A>\r\r    a\r</A>\r\n",
      "<A>\n\t\tb\n\t{c\n</A>",
      "<A\n>\n  </A\n  >\n   d",
      "- {a\n- b}\n- c",
      "| {a | b} |\n|---|---|\n| <c | d> |",
      "```\n<A>\n",
      "> ```\n<A>\n",
      "$$\n<A>\n",
      "<A>\n    - a {b\n\n      c}\n </A>",
      "text {a\n```\nb }\n```\n",
      "# a {b\nc} d",
      "`<a` {`} `b`}`",
      "import a from {\n\nb\n\n}",
      "import \n",
      "export ",
      "<A>\n<A>\n  <A>\n      <B>\n   a\n</A>",
      "{",
      "<",
      "\\",
      "{'",
      "{`${",
      "<a b='",
      "<!-- a -->\n{b}",
      "[a]: <b c>\n\n{d}",
      "a {b}  \nc",
      "*a {b* c}*",
      "[a {b](c) d}",
      "[^1]: {a}\n\nb[^1]",
      "<A>\n    $$ \\Large \\text{0.5} $$\n</A>",
      "a\\\n{b}",
      "- [ ] {a}\n- [x] <b/>",
  };
  for (const std::string& input : inputs) EXPECT_EQ(Violation(input, "x.mdx"), "") << input;
}

}  // namespace
}  // namespace lockstep
