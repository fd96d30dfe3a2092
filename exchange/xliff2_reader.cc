#include "exchange/xliff2_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "exchange/package_identity.h"
#include "exchange/xliff2_inline.h"
#include "exchange/xml_tree.h"

namespace lockstep {
namespace {

AnswerState StateOf(std::string_view state) {
  if (state == "translated") return AnswerState::kTranslated;
  if (state == "reviewed") return AnswerState::kReviewed;
  return state == "final" ? AnswerState::kFinal : AnswerState::kOpen;
}

// A segment or ignorable of a unit.
struct Piece {
  const XmlNode* source = nullptr;
  const XmlNode* target = nullptr;
  std::size_t place = 0;  // of its target among those of the unit, from 1
  bool is_ignorable = false;
  AnswerState state = AnswerState::kOpen;
};

std::size_t PlaceOf(const XmlNode* target, std::size_t otherwise) {
  const std::string_view order = target == nullptr ? std::string_view() : target->Get("order");
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(order.data(), order.data() + order.size(), place);
  return error == std::errc() && place > 0 ? place : otherwise;
}

std::vector<Piece> PiecesOf(const XmlNode& unit) {
  std::vector<Piece> pieces;
  for (const XmlNode& child : unit.children) {
    const bool is_ignorable = child.name == "ignorable";
    if (!is_ignorable && child.name != "segment") continue;
    Piece piece{child.Child("source"), child.Child("target"), 0, is_ignorable, StateOf(child.Get("state"))};
    piece.place = PlaceOf(piece.target, pieces.size() + 1);
    pieces.push_back(piece);
  }
  return pieces;
}

class Xliff2Package {
 public:
  explicit Xliff2Package(AnswersBuilder& answers) : answers_(answers) {}

  void Begin(const XmlNode& element) {
    if (element.name == "xliff") {
      source_lang_ = element.Get("srcLang");
      target_lang_ = element.Get("trgLang");
    } else if (element.name == "file") {
      AnsweredFile file;
      file.source_lang = source_lang_;
      file.target_lang = target_lang_;
      answers_.BeginFile(std::move(file));
      original_ = element.Get("original");
      file_id_ = element.Get("id");
    }
  }

  void Take(const XmlNode& tree) {
    if (answers_.package().files.empty()) return answers_.Problem(tree.where, "", "it stands outside of a <file>");
    if (tree.name == "mda:metadata") return TakeIdentity(tree);
    if (tree.name == "unit") TakeUnit(tree);
  }

 private:
  void TakeIdentity(const XmlNode& metadata) {
    for (const XmlNode& group : metadata.children) {
      if (group.Get("category") != "lockstep") continue;
      for (const XmlNode& meta : group.children) {
        if (meta.name == "mda:meta") answers_.Identify(meta.Get("type"), meta.AllText(), answers_.file(), meta.where);
      }
    }
  }

  void TakeUnit(const XmlNode& unit) {
    // Where the metadata are there, they came before the first unit.
    SetByFileId(file_id_, answers_.file());
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
    const XmlNode* metadata = unit.Child("mda:metadata");
    if (metadata == nullptr) return;
    for (const XmlNode& group : metadata->children) {
      for (const XmlNode& meta : group.children) {
        if (meta.Get("type") == "source-hash") answer.source_hash = HashOf(meta.AllText());
        if (meta.Get("type") == "target-hash") answer.target_hash = HashOf(meta.AllText());
      }
    }
  }

  // Returns why they cannot be taken, "" = they were.
  std::string TakeTexts(const XmlNode& unit, PackageAnswer& answer) const {
    std::vector<Piece> pieces = PiecesOf(unit);
    if (pieces.empty()) return "it has no segment";
    Xliff2Inline text(unit.Child("originalData"));
    for (const Piece& piece : pieces) {
      if (piece.source == nullptr) return "a segment of it has no source";
      text.Read(*piece.source, answer.source);
    }
    const auto is_open = [](const Piece& piece) { return piece.target == nullptr && !piece.is_ignorable; };
    const auto open = std::count_if(pieces.begin(), pieces.end(), is_open);
    const auto segments =
        std::count_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.is_ignorable; });
    if (open > 0 && open < segments) return "only a part of its segments is translated";
    if (open == 0) {
      if (std::string problem = TakeTarget(std::move(pieces), text, answer); !problem.empty()) return problem;
    }
    return text.problem();
  }

  std::string TakeTarget(std::vector<Piece> pieces, Xliff2Inline& text, PackageAnswer& answer) const {
    answer.state = AnswerState::kFinal;
    answer.target.emplace();
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.place < b.place; });
    for (const Piece& piece : pieces) {
      if (!piece.is_ignorable) answer.state = std::min(answer.state, piece.state);
      // What is not for translators stands as in the source.
      const XmlNode& from = piece.target == nullptr ? *piece.source : *piece.target;
      const std::string_view lang = from.Get("xml:lang");
      if (piece.target != nullptr && !lang.empty() && !SameLanguage(lang, target_lang_))
        return fmt::format("its target is in \"{}\", expected \"{}\"", lang, target_lang_);
      text.Read(from, *answer.target);
    }
    return {};
  }

  AnswersBuilder& answers_;
  std::string source_lang_;
  std::string target_lang_;
  std::string original_;  // of the file begun last
  std::string file_id_;
};

}  // namespace

XmlTreeVisitor VisitXliff2(AnswersBuilder& answers) {
  const auto package = std::make_shared<Xliff2Package>(answers);
  return {[](std::string_view name) { return name == "unit" || name == "mda:metadata" || name == "skeleton"; },
          [package](const XmlNode& element) { package->Begin(element); }, [](std::string_view) {},
          [package](const XmlNode& tree) { package->Take(tree); }};
}

}  // namespace lockstep
