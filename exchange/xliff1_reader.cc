#include "exchange/xliff1_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "exchange/package_identity.h"
#include "exchange/xliff1_inline.h"
#include "exchange/xml_tree.h"

namespace lockstep {
namespace {

constexpr std::string_view kOurs = "lockstep:";
constexpr std::string_view kOurContext = "x-lockstep-";

std::string_view Behind(std::string_view prefix, std::string_view text) {
  return text.substr(0, prefix.size()) == prefix ? text.substr(prefix.size()) : std::string_view();
}

AnswerState StateOf(const XmlNode& unit, const XmlNode& target) {
  const std::string_view state = target.Get("state");
  if (state == "final") return AnswerState::kFinal;
  if (state == "signed-off") return AnswerState::kReviewed;
  if (state == "translated") return AnswerState::kTranslated;
  if (unit.Get("approved") == "yes") return AnswerState::kReviewed;
  return state.empty() ? AnswerState::kTranslated : AnswerState::kOpen;
}

// How many segments a source or target is cut into that hold something; and all of them.
struct SegmentCount {
  std::size_t filled = 0;
  std::size_t all = 0;
};

SegmentCount CountSegments(const XmlNode* text) {
  SegmentCount count;
  if (text == nullptr) return count;
  for (const XmlNode& child : text->children) {
    const SegmentCount inner = CountSegments(&child);
    count.filled += inner.filled;
    count.all += inner.all;
    if (child.name != "mrk" || child.Get("mtype") != "seg") continue;
    ++count.all;
    if (!child.children.empty()) ++count.filled;
  }
  return count;
}

// Some of the segments that a tool made of a unit are translated, others not.
bool IsPartlyTranslated(const XmlNode& unit, const XmlNode& target) {
  const std::size_t asked = CountSegments(unit.Child("seg-source")).filled;
  const std::size_t given = CountSegments(&target).filled;
  return asked > 0 && given > 0 && given < asked;
}

class Xliff1Package {
 public:
  explicit Xliff1Package(AnswersBuilder& answers) : answers_(answers) {}

  void Begin(const XmlNode& element) {
    if (element.name != "file") return;
    AnsweredFile file;
    file.source_lang = element.Get("source-language");
    file.target_lang = element.Get("target-language");
    original_ = element.Get("original");
    answers_.BeginFile(std::move(file));
  }

  void Take(const XmlNode& tree) {
    if (answers_.package().files.empty()) return answers_.Problem(tree.where, "", "it stands outside of a <file>");
    if (tree.name == "header") TakeIdentity(tree);
    if (tree.name == "trans-unit") TakeUnit(tree);
  }

 private:
  void TakeIdentity(const XmlNode& header) {
    for (const XmlNode& note : header.children) {
      const std::string_view key = Behind(kOurs, note.Get("from"));
      if (!key.empty()) answers_.Identify(key, note.AllText(), answers_.file(), note.where);
    }
  }

  void TakeUnit(const XmlNode& unit) {
    if (answers_.file().source_path.empty()) answers_.file().source_path = original_;
    PackageAnswer answer;
    answer.id = unit.Get("id");
    if (answer.id.empty()) return answers_.Problem(unit.where, "", "a unit has no id");
    TakeHashes(unit, answer);
    const std::string problem = TakeTexts(unit, answer);
    if (!problem.empty()) return answers_.Problem(unit.where, answer.id, problem);
    answers_.Add(std::move(answer), unit.where);
  }

  static void TakeHashes(const XmlNode& unit, PackageAnswer& answer) {
    for (const XmlNode& group : unit.children) {
      if (group.name != "context-group") continue;
      for (const XmlNode& context : group.children) {
        const std::string_view key = Behind(kOurContext, context.Get("context-type"));
        if (key == "source-hash") answer.source_hash = HashOf(context.AllText());
        if (key == "target-hash") answer.target_hash = HashOf(context.AllText());
      }
    }
  }

  // Returns why they cannot be taken, "" = they were.
  std::string TakeTexts(const XmlNode& unit, PackageAnswer& answer) {
    const XmlNode* source = unit.Child("source");
    const XmlNode* target = unit.Child("target");
    if (source == nullptr) return "it has no source";
    Xliff1Inline text;
    text.Read(*source, answer.source);
    if (target != nullptr) {
      const std::string& expected = answers_.file().target_lang;
      const std::string_view lang = target->Get("xml:lang");
      if (!lang.empty() && !expected.empty() && !SameLanguage(lang, expected))
        return fmt::format("its target is in \"{}\", expected \"{}\"", lang, expected);
      if (IsPartlyTranslated(unit, *target)) return "only a part of its segments is translated";
      text.Read(*target, answer.target.emplace());
      answer.state = StateOf(unit, *target);
      // Some tools write the source where nobody translated; none says then that it is a translation.
      const bool is_told = !target->Get("state").empty() || unit.Get("approved") == "yes";
      if (!is_told && (answer.target->empty() || *answer.target == answer.source)) answer.state = AnswerState::kOpen;
    }
    return text.problem();
  }

  AnswersBuilder& answers_;
  std::string original_;
};

}  // namespace

XmlTreeVisitor VisitXliff1(AnswersBuilder& answers) {
  const auto package = std::make_shared<Xliff1Package>(answers);
  return {[](std::string_view name) { return name == "trans-unit" || name == "header" || name == "bin-unit"; },
          [package](const XmlNode& element) { package->Begin(element); }, [](std::string_view) {},
          [package](const XmlNode& tree) { package->Take(tree); }};
}

}  // namespace lockstep
