#include "stages/answer_checks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/code_nesting.h"

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;
using Position = InlineCode::Position;

PackageCode Code(const std::string& id, Position position, Kind kind = Kind::kStrong,
                 const std::string& original = "**") {
  return {id, kind, position, original};
}
const PackageCode kOpen = Code("1", Position::kOpen);
const PackageCode kClose = Code("1", Position::kClose);
const PackageCode kLink = Code("2", Position::kOpen, Kind::kLink, "[");
const PackageCode kLinkEnd = Code("2", Position::kClose, Kind::kLink, "](x)");
const PackageCode kBreak = Code("3", Position::kAlone, Kind::kLineBreak, "  \n");
const PackageCode kMath = Code("4", Position::kAlone, Kind::kMath, "$x$");

PackageUnit UnitOf(CodedText source) {
  PackageUnit unit;
  unit.kind = "paragraph";
  unit.source = std::move(source);
  return unit;
}

// "code: message", a line each.
std::string Problems(const PackageUnit& unit, const CodedText& target, const std::string& lang = "de") {
  static const Locales locales;
  static const FactFinder english(locales.For("en"));
  std::string text;
  const FactFinder other(locales.For(lang));
  for (const AnswerProblem& problem : CheckAnswer(unit, target, {english, other})) {
    text += (problem.severity == Severity::kError ? "" : "warning ") + problem.code + ": " + problem.message + "\n";
  }
  return text;
}

TEST(CheckAnswer, TakesAGoodTranslation) {
  const PackageUnit unit = UnitOf({"It is ", kOpen, "loud", kClose, " at ", kMath, " or 3.5 dB [1]", kBreak, "!"});
  EXPECT_EQ(Problems(unit, {"Bei 3,5 dB oder ", kMath, " ist es ", kOpen, "laut", kClose, " [1]!"}), "");
}

TEST(CheckAnswer, WantsAText) {
  const PackageUnit unit = UnitOf({"It is loud"});
  for (const CodedText& target : {CodedText{}, CodedText{" \n\u200B"}})
    EXPECT_EQ(Problems(unit, target), "answer-empty: the translation is empty\n");
}

TEST(CheckAnswer, WantsEveryCodeOnce) {
  const PackageUnit unit = UnitOf({"It is ", kOpen, "loud", kClose, kMath});
  EXPECT_EQ(Problems(unit, {"Es ist ", kOpen, "laut", kClose}),
            "answer-code-missing: the translation lacks the code \"4\" ($x$)\n");
  EXPECT_EQ(Problems(unit, {"Es ist laut", kClose, kMath}),
            "answer-code-missing: the translation lacks the code \"1\" (**)\n");
  EXPECT_EQ(Problems(unit, {"Es ist laut ", kMath}),
            "answer-code-missing: the translation lacks the code \"1\" (**)\n");
  EXPECT_EQ(Problems(unit, {kOpen, "Es ist laut", kClose, kMath, kMath}),
            "answer-code-twice: the code \"4\" ($x$) stands there 2 times, expected 1\n");
  EXPECT_EQ(Problems(unit, {kOpen, "Es ist laut", kClose, kMath, Code("9", Position::kAlone)}),
            "answer-code-unknown: the source has no code \"9\"\n");
  EXPECT_EQ(Problems(unit, {kClose, "Es ist laut", kOpen, kMath}),
            "answer-code-broken: the code \"1\" ends before it begins\n"
            "answer-code-broken: the code \"1\" has no end\n");
}

TEST(CheckAnswer, WantsPairsInsideEachOther) {
  const CodedText crossing = {kOpen, "Das ", kLink, "ist", kClose, " laut", kLinkEnd};
  PackageUnit unit = UnitOf({kOpen, "It ", kLink, "is", kLinkEnd, " loud", kClose});
  EXPECT_EQ(Problems(unit, crossing),
            "answer-code-broken: the code \"1\" crosses another\n"
            "answer-code-broken: the code \"2\" crosses another\n");
  unit.source = {kOpen, "It ", kLink, "is", kClose, " loud", kLinkEnd};
  EXPECT_EQ(Problems(unit, crossing), "");
}

TEST(CheckAnswer, WantsSomethingInsideOfPairs) {
  PackageUnit unit = UnitOf({"It is ", kLink, "loud", kLinkEnd, " ", kOpen, "here", kClose});
  EXPECT_EQ(Problems(unit, {"Es ist hier laut", kLink, kLinkEnd, kOpen, " ", kClose}),
            "answer-code-broken: the code \"1\" has nothing inside\n"
            "answer-code-broken: the code \"2\" has nothing inside\n");
  EXPECT_EQ(Problems(unit, {"Es ist laut ", kLink, kOpen, "hier", kClose, kLinkEnd}), "");
  unit.source = {"It is loud here", kLink, kLinkEnd};
  EXPECT_EQ(Problems(unit, {"Es ist hier laut", kLink, kLinkEnd}), "");
}

TEST(CheckAnswer, DoesNotAskForWhatTheExportedTranslationLacked) {
  PackageUnit unit = UnitOf({"It is ", kOpen, "loud", kClose, " at 3.5 dB"});
  unit.target = {"Es ist ", kMath, " laut"};
  EXPECT_EQ(Problems(unit, {"Es ist sehr laut"}), "");
  EXPECT_EQ(Problems(unit, {"Es ist ", kMath, kMath, " laut"}),
            "answer-code-twice: the code \"4\" ($x$) stands there 2 times, expected 1\n");
  // What the edit brought is asked for all the same.
  unit.old_source = {"It is ", kOpen, "loud", kClose, " at 3 dB"};
  EXPECT_EQ(Problems(unit, {"Es ist sehr laut"}),
            "warning answer-fact: the translation lacks the measurement 3.5 dB\n");
}

TEST(CheckAnswer, LooksForFactsByValue) {
  const PackageUnit unit =
      UnitOf({"It has 1,500 Hz, 12.5%, [1] and [1], costs $350 and two cups (https://x.example/a)."});
  EXPECT_EQ(Problems(unit, {"Es hat 1.500 Hz, 12,5 %, [1] und [1], kostet 320 € (https://x.example/a)."}), "");
  EXPECT_EQ(Problems(unit, {"Es hat 1.600 Hz, 12 %, [1] und [2]."}),
            "warning answer-fact: the translation lacks the measurement 1500 Hz\n"
            "warning answer-fact: the translation lacks the percentage 12.5\n"
            "warning answer-fact: the translation lacks the citation 1\n"
            "warning answer-fact: the translation lacks the url https://x.example/a\n");
}

TEST(CheckAnswer, TakesTheNumberWhereTheLanguagesWordIsNotKnown) {
  const PackageUnit unit = UnitOf({"Wait 4 minutes for 20 percent."});
  EXPECT_EQ(Problems(unit, {"Attendi 4 minuti per il 20 per cento."}, "it"), "");
  EXPECT_EQ(Problems(unit, {"Attendi 4 kg per il 15 per cento."}, "it"),
            "warning answer-fact: the translation lacks the measurement 4 min\n"
            "warning answer-fact: the translation lacks the percentage 20\n");
}

TEST(CheckAnswer, DoubtsAPriceAsOneThatWasEditedByHand) {
  struct Row {
    const char *old_source, *source, *exported, *target, *problem;
  };
  const char* const none = "";
  const char* const no_amount =
      "warning answer-amount: the translation \"要問合せ\" has no amount, and the source has 350\n";
  const Row rows[] = {
      {none, "350", none, "52000", none},
      {none, "350", none, "52,000円", none},
      {none, "350", none, "約5万円", none},
      {none, "350", none, "520", "warning answer-amount: 350 USD in the source and 520 JPY here cannot be one price\n"},
      {none, "350", none, "350", "warning answer-amount: 350 USD in the source and 350 JPY here cannot be one price\n"},
      {none, "$350", none, "2円", "warning answer-amount: $350 in the source and 2円 here cannot be one price\n"},
      {none, "350", none, "要問合せ", no_amount},
      {none, "on request", none, "要問合せ", none},
      {none, "on request", none, "52000", none},
      {"300", "350", "310", "360", none},  // both moved alike
      {"300", "350", "45000", "要問合せ", no_amount},
      {"300", "350", "要問合せ", "お問い合わせください", none},  // as it was
      {"on request", "350", "要相談", "要問合せ", no_amount},
  };
  for (const Row& row : rows) {
    PackageUnit unit = UnitOf({row.source});
    unit.is_converted = true;
    if (row.old_source != none) unit.old_source = {row.old_source};
    if (row.exported != none) unit.target = {row.exported};
    EXPECT_EQ(Problems(unit, {row.target}, "ja"), row.problem) << row.source << " " << row.target;
    unit.is_converted = false;
    EXPECT_EQ(Problems(unit, {row.target}, "ja"), "") << row.target;
  }
}

TEST(CheckAnswer, WarnsOfTheSourcesOwnText) {
  const std::string same = "warning answer-same: the translation is the source's own text\n";
  PackageUnit unit = UnitOf({"It is loud"});
  EXPECT_EQ(Problems(unit, unit.source), same);
  unit.target = unit.source;
  EXPECT_EQ(Problems(unit, unit.source), "");
  unit.target.reset();
  for (const char* kind : {"heading", "reference", "table-cell", "list-item"}) {
    unit.kind = kind;
    EXPECT_EQ(Problems(unit, unit.source), same) << kind;
  }
  for (const char* text : {"12.5%", "2025-12-16", "[1]", "ATH-M50x", "!?", "https://x.example/a"})
    EXPECT_EQ(Problems(UnitOf({text}), {text}), "") << text;
  EXPECT_EQ(Problems(UnitOf({kMath}), {kMath}), "");
  for (const char* text : {"2 hours", "March 5, 2026"}) EXPECT_EQ(Problems(UnitOf({text}), {text}), same) << text;
}

TEST(FindNesting, TellsHowPairsLie) {
  const auto open = [](const char* id) { return Code(id, Position::kOpen); };
  const auto close = [](const char* id) { return Code(id, Position::kClose); };
  using Ids = std::set<std::string>;
  struct Row {
    CodedText text;
    Ids crossing, unclosed, unopened;
  };
  const std::vector<Row> rows = {
      {{}, {}, {}, {}},
      {{open("a"), open("b"), close("b"), close("a")}, {}, {}, {}},
      {{open("a"), close("a"), open("b"), close("b")}, {}, {}, {}},
      {{open("a"), open("b"), close("a"), close("b")}, {"a", "b"}, {}, {}},
      {{open("a"), open("b"), open("c"), close("a"), close("c"), close("b")}, {"a", "b", "c"}, {}, {}},
      {{open("a"), open("b"), close("a")}, {"a"}, {"b"}, {}},
      {{open("a")}, {}, {"a"}, {}},
      {{close("a"), open("a")}, {}, {"a"}, {"a"}},
  };
  for (const Row& row : rows) {
    const CodeNesting nesting = FindNesting(row.text);
    EXPECT_EQ(nesting.crossing, row.crossing);
    EXPECT_EQ(nesting.unclosed, row.unclosed);
    EXPECT_EQ(nesting.unopened, row.unopened);
  }
}

}  // namespace
}  // namespace lockstep
