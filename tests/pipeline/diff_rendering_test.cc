// What a diff looks like: in several languages and widths, with and without colour.
#include "pipeline/diff_rendering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "pipeline/item_html.h"

namespace lockstep {
namespace {

DiffItem Item(const std::string& before, const std::string& after, const std::string& target) {
  DiffItem item;
  item.reason.edit_class = EditClass::kProse;
  item.reason.severity = Urgency::kMedium;
  item.reason.old_text = before;
  item.reason.new_text = item.reason.source_text = after;
  item.reason.target_text = target;
  item.reason.source_line = 9;
  item.reason.target_line = 11;
  item.reason.section = "overview";
  item.reason.since = Moment{1'767'225'600'000, "run 2"};
  item.edit = DiffWords({before}, {after});
  return item;
}

DiffEntry Entry(const std::string& lang, DiffItem item) {
  DiffEntry entry;
  entry.key = {"products", "acme-one", lang};
  entry.source_lang = "en";
  entry.source_path = "en/acme-one.md";
  entry.target_path = lang + "/acme-one.md";
  entry.state = State::kStale;
  entry.severity = item.reason.severity;
  entry.since = item.reason.since;
  entry.items.push_back(std::move(item));
  return entry;
}

TEST(DiffRendering, PlainTextHasBracketsAndLongLines) {
  DiffItem item = Item("The speaker weighs 1.2 kg.", "The speaker weighs 1.4 kg.", "Er wiegt 1,2 kg.");
  item.facts = {{FactKind::kMeasurement, "1.2 kg", "1.4 kg"}, {FactKind::kUrl, std::nullopt, "https://a.example"}};
  EXPECT_EQ(RenderDiffText(Entry("de", item), {}),
            "products/acme-one  German (de)  stale, medium\n"
            "\n"
            "  prose, medium in overview, since 2026-01-01 00:00 (run 2)\n"
            "  en/acme-one.md:9\n"
            "      The speaker weighs [-1.2-]{+1.4+} kg.\n"
            "  de/acme-one.md:11\n"
            "      Er wiegt 1,2 kg.\n"
            "  changed: 1.2 kg -> 1.4 kg; https://a.example is new\n");
}

TEST(DiffRendering, ShowsTheBestSuggestionWithItsScore) {
  DiffItem item = Item("It costs 99 USD.", "It costs 89 USD.", "Er kostet 99 USD.");
  item.suggestions = {{98, MatchKind::kRepaired, "It costs 99 USD.", "Er kostet 89 USD.", "sync", 1},
                      {70, MatchKind::kFuzzy, "It costs a lot.", "Er kostet viel.", "a.tmx", 0}};
  EXPECT_EQ(RenderDiffText(Entry("de", item), {}),
            "products/acme-one  German (de)  stale, medium\n"
            "\n"
            "  prose, medium in overview, since 2026-01-01 00:00 (run 2)\n"
            "  en/acme-one.md:9\n"
            "      It costs [-99-]{+89+} USD.\n"
            "  de/acme-one.md:11\n"
            "      Er kostet 99 USD.\n"
            "  suggested: repaired, 98\n"
            "      Er kostet 89 USD.\n");
  EXPECT_EQ(SuggestionsJson(item.suggestions).size(), 2U);
}

TEST(DiffRendering, ColourStandsForTheBrackets) {
  const DiffItem item = Item("A small box.", "A large box.", "Eine kleine Kiste.");
  EXPECT_EQ(RenderDiffText(Entry("de", item), {.color = true}),
            "\x1b[1mproducts/acme-one\x1b[0m  German (de)  \x1b[33mstale, medium\x1b[0m\n"
            "\n"
            "  \x1b[33mprose, medium\x1b[0m in overview\x1b[2m, since 2026-01-01 00:00 (run 2)\x1b[0m\n"
            "  \x1b[36men/acme-one.md:9\x1b[0m\n"
            "      A \x1b[31;9msmall\x1b[0m\x1b[32;1mlarge\x1b[0m box.\n"
            "  \x1b[36mde/acme-one.md:11\x1b[0m\n"
            "      Eine kleine Kiste.\n");
}

// The lines of the last text of an entry, without their indent.
std::string TargetLines(const std::string& lang, const std::string& target, const Layout& layout) {
  const std::string text = RenderDiffText(Entry(lang, Item("One.", "Two.", target)), layout);
  const std::string place = lang + "/acme-one.md:11\n";
  return text.substr(text.find(place) + place.size());
}

TEST(DiffRendering, LinesAreBrokenByColumns) {
  EXPECT_EQ(TargetLines("ja", "このスピーカーは小さくて、音も良いです。", {.width = 26}),
            "      このスピーカーは小さ\n"
            "      くて、音も良いです。\n")
      << "a character takes two columns, and no line begins with a comma";
  EXPECT_EQ(TargetLines("hi", "यह स्पीकर छोटा है और अच्छा लगता है।", {.width = 26}),
            "      यह स्पीकर छोटा है और\n"
            "      अच्छा लगता है।\n")
      << "a mark takes none";
  EXPECT_EQ(TargetLines("th", "ลำโพงตัวนี้มีขนาดเล็กมากและเสียงดี", {.width = 26}),
            "      ลำโพงตัวนี้มีขนาดเล็กมาก\n"
            "      และเสียงดี\n")
      << "words are found without spaces";
  EXPECT_EQ(TargetLines("zh-Hans", "这款音箱很小，音质也不错。", {.width = 0}), "      这款音箱很小，音质也不错。\n");
  EXPECT_EQ(TargetLines("de", "Ein https://example.org/a-very-long-address Ende.", {.width = 26}),
            "      Ein\n"
            "      https://example.org/a-very-long-address\n"
            "      Ende.\n")
      << "an address stays whole";
}

TEST(DiffRendering, RightToLeftTextIsIsolatedLineByLineOnATerminal) {
  EXPECT_EQ(TargetLines("ar", "السماعة صغيرة والصوت واضح جدا.", {.width = 28, .isolate = true}),
            "      \u2067السماعة صغيرة والصوت\u2069\n"
            "      \u2067واضح جدا.\u2069\n");
  EXPECT_EQ(TargetLines("ar", "السماعة صغيرة.", {}), "      السماعة صغيرة.\n") << "not in a pipe";
}

// The lines of the translation's edit, where that is ahead.
std::string TargetEdit(const std::string& lang, const std::string& before, const std::string& now,
                       const Layout& layout) {
  DiffItem item = Item("x", "x", now);
  item.of_target = true;
  item.edit = DiffWords({before}, {now});
  const std::string text = RenderDiffText(Entry(lang, item), layout);
  const std::string place = lang + "/acme-one.md:11";
  const std::size_t at = text.find(place);
  return text.substr(text.find('\n', at) + 1);
}

TEST(DiffRendering, AnEditIsBrokenAsItsTextIs) {
  EXPECT_EQ(TargetEdit("ja", "この小さな箱の音は良いです。", "この大きな箱の音は良いです。", {.width = 26}),
            "      この[-小さ-]{+大き+}\n"
            "      な箱の音は良いです。\n")
      << "the marks count";
  EXPECT_EQ(TargetEdit("hi", "यह छोटा स्पीकर अच्छा है।", "यह बड़ा स्पीकर अच्छा है।", {.width = 26}),
            "      यह [-छोटा-]{+बड़ा+}\n"
            "      स्पीकर अच्छा है।\n")
      << "no mark is torn off its letter";
  EXPECT_EQ(TargetEdit("hi", "यह छोटा स्पीकर अच्छा है।", "यह बड़ा स्पीकर अच्छा है।", {.width = 20, .color = true}),
            "      यह \x1b[31;9mछोटा\x1b[0m\x1b[32;1mबड़ा\x1b[0m स्पीकर\n"
            "      अच्छा है।\n");
}

TEST(DiffRendering, ColourStaysInsideTheIsolatedLine) {
  EXPECT_EQ(TargetEdit("ar", "السماعة صغيرة.", "السماعة كبيرة.", {.width = 60, .color = true, .isolate = true}),
            "      \u2067السماعة \x1b[31;9mصغيرة\x1b[0m\x1b[32;1mكبيرة\x1b[0m.\u2069\n");
}

TEST(DiffRendering, WhatTheTextHoldsCannotTalkToTheTerminal) {
  EXPECT_EQ(TargetLines("de", "Eine \x1b[31mKiste\x07.", {}), "      Eine \uFFFD[31mKiste\uFFFD.\n");
}

TEST(DiffRendering, TheTranslationsEditIsShownWhereItIsAhead) {
  DiffItem item = Item("x", "x", "Er wiegt 1,4 kg.");
  item.reason.state = State::kAhead;
  item.reason.source_text = "It weighs 1.2 kg.";
  item.of_target = true;
  item.edit = DiffWords({"Er wiegt 1,2 kg."}, {"Er wiegt 1,4 kg."});
  EXPECT_EQ(RenderDiffText(Entry("de", item), {}),
            "products/acme-one  German (de)  stale, medium\n"
            "\n"
            "  ahead, prose, medium in overview, since 2026-01-01 00:00 (run 2)\n"
            "  en/acme-one.md:9\n"
            "      It weighs 1.2 kg.\n"
            "  de/acme-one.md:11\n"
            "      Er wiegt [-1,2-]{+1,4+} kg.\n");
}

DiffEntry EntryWithCleared(const Clearing& clearing, const std::string& who) {
  DiffEntry entry = Entry("de", Item("x", "x", "x"));
  entry.items.clear();
  entry.state = State::kCurrent;
  entry.severity = Urgency::kNone;
  entry.cleared.push_back({.clearing = clearing,
                           .who = who,
                           .section = "advice",
                           .field = {},
                           .source_line = 20,
                           .target_line = 22,
                           .source_text = "Buy it now.",
                           .target_text = "Kaufen, jetzt."});
  return entry;
}

TEST(DiffRendering, ADebtThatWentSaysHowAndWhen) {
  const Moment since{1'767'225'600'000, "run 2"};
  const Moment when{1'767'312'000'000, "0123456789abcdef"};
  struct Row {
    Clearing clearing;
    const char* who;
    const char* told;
  };
  const Row rows[] = {
      {{since, when, Evidence::kGit}, "", "translated 2026-01-02 00:00 (commit 0123456789)"},
      {{since, when, Evidence::kGit, true},
       "",
       "the source's edit was taken back 2026-01-02 00:00 (commit 0123456789)"},
      {{since, {when.time_ms, "run 7"}, Evidence::kAccept}, "Ada", "accepted by Ada, 2026-01-02 00:00 (run 7)"},
      {{since, {when.time_ms, "run 7"}, Evidence::kImport}, "", "imported 2026-01-02 00:00 (run 7)"},
  };
  for (const Row& row : rows) {
    const DiffEntry entry = EntryWithCleared(row.clearing, row.who);
    EXPECT_EQ(RenderDiffText(entry, {}), std::string("products/acme-one  German (de)  current\n"
                                                     "\n"
                                                     "  cleared in advice: ") +
                                             row.told +
                                             ", stale since 2026-01-01 00:00 (run 2)\n"
                                             "  en/acme-one.md:20\n"
                                             "      Buy it now.\n"
                                             "  de/acme-one.md:22\n"
                                             "      Kaufen, jetzt.\n");
  }
  const DiffEntry entry = EntryWithCleared(rows[0].clearing, "");
  EXPECT_EQ(
      RenderDiffMarkdown(entry),
      "### products/acme-one — German: current\n"
      "\n"
      "- **cleared** in advice: translated 2026-01-02 00:00 (commit 0123456789), stale since 2026-01-01 00:00 (run 2)\n"
      "  - en/acme-one.md:20: Buy it now.\n"
      "  - de/acme-one.md:22: Kaufen, jetzt.\n");
  EXPECT_EQ(
      DiffCsv(entry),
      "products,acme-one,de,en/acme-one.md,20,de/acme-one.md,22,advice,,cleared,,,,Buy it now.,\"Kaufen, jetzt.\",,"
      "2026-01-01T00:00:00Z,run 2,2026-01-02T00:00:00Z,0123456789abcdef,,\r\n");
  EXPECT_EQ(DiffJson(entry)["cleared"].dump(),
            R"([{"section":"advice","field":null,"source_line":20,"target_line":22,"source_text":"Buy it now.",)"
            R"("target_text":"Kaufen, jetzt.","since":"2026-01-01T00:00:00Z","since_by":"run 2",)"
            R"("cleared":"2026-01-02T00:00:00Z","cleared_by":"0123456789abcdef","way":"git","who":null}])");
}

TEST(DiffRendering, ADocumentThatIsNotThereIsALine) {
  DiffEntry entry;
  entry.key = {"products", "acme-one", "de"};
  entry.source_path = "en/acme-one.md";
  entry.state = State::kMissing;
  entry.severity = Urgency::kHigh;
  EXPECT_EQ(RenderDiffText(entry, {}),
            "products/acme-one  German (de)  missing, high\n  no translation of en/acme-one.md\n");
}

TEST(DiffRendering, WhatTheMemoryOffersStandsBelowTheTranslation) {
  DiffItem item = Item("A small box.", "A large box.", "Eine kleine Kiste.");
  item.suggestions = {Match{.score = 87,
                            .kind = MatchKind::kFuzzy,
                            .source = "A large blue box.",
                            .target = "Eine große blaue Kiste.",
                            .origin = "sync"}};
  const DiffEntry entry = Entry("de", item);
  EXPECT_THAT(RenderDiffText(entry, {}), testing::EndsWith("      Eine kleine Kiste.\n"
                                                           "  suggested: fuzzy, 87\n"
                                                           "      Eine große blaue Kiste.\n"));
  EXPECT_THAT(RenderDiffMarkdown(entry), testing::EndsWith("  - suggested (fuzzy, 87): Eine große blaue Kiste.\n"));
  EXPECT_THAT(DiffCsv(entry), testing::EndsWith(",run 2,,,87,Eine große blaue Kiste.\r\n"));
  EXPECT_EQ(
      DiffJson(entry)["items"][0]["suggestions"].dump(),
      R"([{"score":87,"kind":"fuzzy","source":"A large blue box.","target":"Eine große blaue Kiste.","origin":"sync"}])");
  EXPECT_THAT(ItemHtml(entry, entry.items[0], "x", Formatter("en")),
              testing::HasSubstr("data-copies=\"x-m\">Copy</button></h4><p class=\"text\" id=\"x-m\" lang=\"de\" "
                                 "dir=\"ltr\">Eine große blaue Kiste.</p>"));
}

TEST(DiffRendering, MarkdownIsEscapedAndMarked) {
  const DiffItem item = Item("A *small* box.", "A [large] box.", "Eine <b>Kiste</b>.");
  EXPECT_EQ(RenderDiffMarkdown(Entry("de", item)),
            "### products/acme-one — German: stale, medium\n"
            "\n"
            "- **prose, medium** in overview, since 2026-01-01 00:00 (run 2)\n"
            "  - en/acme-one.md:9: A ~~\\*small\\*~~**\\[large\\]** box.\n"
            "  - de/acme-one.md:11: Eine \\<b\\>Kiste\\</b\\>.\n");
}

TEST(DiffRendering, JsonSaysItAll) {
  DiffItem item = Item("It is 3 m.", "It is 4 m.", "Es ist 3 m.");
  item.facts = {{FactKind::kMeasurement, "3 m", "4 m"}};
  EXPECT_EQ(DiffJson(Entry("de", item)).dump(),
            R"({"version":1,"command":"diff","collection":"products","ref":"acme-one","lang":"de","source_lang":"en",)"
            R"("source_path":"en/acme-one.md","target_path":"de/acme-one.md","state":"stale","severity":"medium",)"
            R"("since":"2026-01-01T00:00:00Z","items":[{"state":"stale","class":"prose","severity":"medium",)"
            R"("field":null,"old":"It is 3 m.","new":"It is 4 m.","source_line":9,"target_line":11,)"
            R"("source_text":"It is 4 m.","target_text":"Es ist 3 m.","since":"2026-01-01T00:00:00Z",)"
            R"("section":"overview","since_by":"run 2","edit_of":"source","edit":[{"kind":"same","text":"It is "},)"
            R"({"kind":"gone","text":"3"},{"kind":"come","text":"4"},{"kind":"same","text":" m."}],)"
            R"("facts":[{"kind":"measurement","gone":"3 m","come":"4 m"}],"suggestions":[]}],"cleared":[]})");
}

}  // namespace
}  // namespace lockstep
