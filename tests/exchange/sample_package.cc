#include "tests/exchange/sample_package.h"

#include <fmt/format.h>

#include <stdexcept>

namespace lockstep {
namespace {

using Kind = InlineCode::Kind;

PackageUnit Heading() {
  PackageUnit unit;
  unit.id = "h-0001";
  unit.kind = "heading";
  unit.source_line = 12;
  unit.source_hash = 0x1111;
  unit.source = {"Overview & <first> \"impressions\""};
  return unit;
}

PackageUnit Stale() {
  PackageUnit unit;
  unit.id = "p-2a.3_b";
  unit.kind = "paragraph";
  unit.section = "Overview";
  unit.previous = "The Larkspur One is a closed headphone.";
  unit.next = "It folds.";
  unit.source_line = 14;
  unit.target_line = 15;
  unit.state = WorkState::kStale;
  unit.reason_class = "figure";
  unit.reason = "price: 350 USD -> 299 USD";
  unit.old_source = {
      "It costs ", Open("1", Kind::kStrong, "**"), "350 USD",  Close("1", Kind::kStrong, "**"),
      " at ",      Open("2", Kind::kLink, "["),    "the shop", Close("2", Kind::kLink, "](https://shop.example/one)"),
      "."};
  unit.facts = {"price: 299 USD", "url: https://shop.example/one"};
  unit.source_hash = 0xFEDCBA9876543210;
  unit.target_hash = 0x42;
  unit.source = {
      "It costs ", Open("1", Kind::kStrong, "**"), "299 USD",  Close("1", Kind::kStrong, "**"),
      " at ",      Open("2", Kind::kLink, "["),    "the shop", Close("2", Kind::kLink, "](https://shop.example/one)"),
      "."};
  unit.target = {Open("2", Kind::kLink, "["),
                 "店",
                 Close("2", Kind::kLink, "](https://shop.example/ja/one)"),
                 "では",
                 Open("1", Kind::kStrong, "**"),
                 "350 USD",
                 Close("1", Kind::kStrong, "**"),
                 "です。"};
  unit.suggestions = {{95, MatchKind::kRepaired, "sync", {"It costs 199 USD."}, {"価格は199 USDです。"}},
                      {71,
                       MatchKind::kFuzzy,
                       "shop.tmx",
                       {"At ", Alone("1", Kind::kCode, "`x`"), " it costs."},
                       {Alone("1", Kind::kCode, "`x`"), "では"}}};
  return unit;
}

PackageUnit Crossing() {
  PackageUnit unit;
  unit.id = "p-3";
  unit.kind = "list-item";
  unit.state = WorkState::kSuspect;
  unit.source_hash = 3;
  unit.target_hash = 4;
  unit.source = {Open("a", Kind::kEmphasis, "*"),  "one ",
                 Open("b", Kind::kHtml, "<b>"),    "two",
                 Close("a", Kind::kEmphasis, "*"), " three",
                 Close("b", Kind::kHtml, "</b>"),  Alone("c", Kind::kMath, "$a<b\n\tc$"),
                 " <1> &lt; %s \\ 5 < 6"};
  unit.target = {Open("a", Kind::kEmphasis, "*"), "一", Close("a", Kind::kEmphasis, "*"),
                 Open("z", Kind::kHtml, "<i>"),   "二", Alone("c", Kind::kMath, "$a<b\n\tc$")};
  return unit;
}

PackageUnit Field() {
  PackageUnit unit;
  unit.id = "f.summary";
  unit.kind = "field";
  unit.field = "summary";
  unit.state = WorkState::kCurrent;
  unit.source_hash = 5;
  unit.target_hash = 6;
  unit.source = {"Robust, light\nand \u200Fquiet"};
  unit.target = {"丈夫で軽く、\u200F静か"};
  return unit;
}

}  // namespace

PackageCode Alone(const std::string& id, Kind kind, const std::string& original) {
  return {id, kind, InlineCode::Position::kAlone, original};
}
PackageCode Open(const std::string& id, Kind kind, const std::string& original) {
  return {id, kind, InlineCode::Position::kOpen, original};
}
PackageCode Close(const std::string& id, Kind kind, const std::string& original) {
  return {id, kind, InlineCode::Position::kClose, original};
}

WorkPackage SamplePackage() {
  WorkPackage package{"2026-01-31-7", "larkspur.example", "0.1.0", "2026-01-31T02:00:00Z", {}};
  PackageFile first{
      "_products", "larkspur-one", "en", "ja", "_products/en/larkspur one.md", "_products/ja/larkspur one.md", {}};
  first.units = {Heading(), Stale(), Crossing()};
  PackageFile second{
      "_companies", "larkspur", "en", "ja", "_companies/en/larkspur.md", "_companies/ja/larkspur.md", {}};
  second.units = {Heading(), Field()};
  package.files = {first, second};
  return package;
}

PackageAnswers AnswersOf(const WorkPackage& package) {
  PackageAnswers answers{package.id, package.site, package.version, package.made, {}, {}, false};
  for (const PackageFile& file : package.files) {
    AnsweredFile answered{file.collection,  file.ref, file.source_lang, file.target_lang, file.source_path,
                          file.target_path, {}};
    for (const PackageUnit& unit : file.units) {
      const AnswerState state =
          unit.state == WorkState::kCurrent && unit.target ? AnswerState::kTranslated : AnswerState::kOpen;
      answered.answers.push_back({unit.id, 0, state, unit.source, unit.target, unit.source_hash, unit.target_hash});
    }
    answers.files.push_back(answered);
  }
  return answers;
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument("not there: " + from);
  return text.replace(at, from.size(), to);
}

PackageAnswer AnswerTo(const std::string& id, const PackageAnswers& answers) {
  for (const AnsweredFile& file : answers.files) {
    for (const PackageAnswer& answer : file.answers) {
      if (answer.id == id) return answer;
    }
  }
  return {};
}

std::string ProblemsOf(const PackageAnswers& answers) {
  std::string text;
  for (const PackageProblem& problem : answers.problems)
    text += fmt::format("{}:{} {}: {}\n", problem.line, problem.column, problem.unit, problem.message);
  return text + (answers.cut_off ? "cut off" : "");
}

PackageAnswers WithoutLines(PackageAnswers answers) {
  for (AnsweredFile& file : answers.files) {
    for (PackageAnswer& answer : file.answers) {
      answer.line = 0;
      answer.has_source_only = false;
    }
  }
  return answers;
}

}  // namespace lockstep
