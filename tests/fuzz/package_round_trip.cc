#include "tests/fuzz/package_round_trip.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/package_format.h"
#include "exchange/xml_writer.h"
#include "locales/unicode.h"
#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

constexpr std::string_view kIdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

bool IsId(std::string_view id) {
  return !id.empty() && id.find_first_not_of(kIdCharacters) == std::string_view::npos;
}

bool IsXmlText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsXmlCharacter(c.value)) return false;
    at += c.size;
  }
  return true;
}

// Texts come from tools; a package has better ones: each code once in a text, and everywhere of one kind and wording.
class CodeRules {
 public:
  bool Hold(const CodedText& text) {
    std::set<std::pair<std::string, InlineCode::Position>> here;
    return std::all_of(text.begin(), text.end(), [&](const auto& part) {
      const auto* code = std::get_if<PackageCode>(&part);
      return code == nullptr || (Holds(*code) && here.emplace(code->id, code->position).second);
    });
  }

 private:
  bool Holds(const PackageCode& code) {
    return IsId(code.id) && !code.original.empty() && IsXmlText(code.original) &&
           kinds_.try_emplace(code.id, code.kind).first->second == code.kind &&
           originals_.try_emplace({code.id, code.position}, code.original).first->second == code.original;
  }

  std::map<std::string, InlineCode::Kind> kinds_;
  std::map<std::pair<std::string, InlineCode::Position>, std::string> originals_;
};

WorkPackage PackageOf(const PackageAnswers& answers) {
  WorkPackage package{"1", "site.example", "0.1.0", "2026-01-31T02:00:00Z", {}};
  for (const AnsweredFile& answered : answers.files) {
    const std::string number = std::to_string(package.files.size());
    PackageFile file{"_c", "r" + number, "en", "ja", "en/" + number + ".md", "ja/" + number + ".md", {}};
    for (const PackageAnswer& answer : answered.answers) {
      CodeRules rules;
      if (!IsId(answer.id) || !rules.Hold(answer.source) || (answer.target && !rules.Hold(*answer.target))) continue;
      PackageUnit unit;
      unit.id = answer.id;
      unit.source = answer.source;
      unit.target = answer.target;
      unit.source_hash = answer.source_hash;
      unit.target_hash = answer.target_hash;
      if (answer.target) unit.state = answer.state == AnswerState::kOpen ? WorkState::kStale : WorkState::kCurrent;
      file.units.push_back(std::move(unit));
    }
    if (!file.units.empty()) package.files.push_back(std::move(file));
  }
  return package;
}

void Check(const WorkPackage& package, PackageFormat format) {
  PackageAnswers wanted = AnswersOf(package);
  for (AnsweredFile& file : wanted.files) {
    if (format == PackageFormat::kPo) file.target_path.clear();
    for (PackageAnswer& answer : file.answers) {
      if (format == PackageFormat::kPo && (answer.state == AnswerState::kOpen || answer.target->empty())) {
        answer.target.reset();
        answer.state = AnswerState::kOpen;
      }
    }
  }
  if (WithoutLines(ReadPackage(WritePackage(package, format))) != wanted) std::abort();
}

}  // namespace

void CheckRoundTrip(const PackageAnswers& answers) {
  const WorkPackage package = PackageOf(answers);
  if (package.files.empty()) return;
  for (const PackageFormat format : {PackageFormat::kXliff2, PackageFormat::kXliff1, PackageFormat::kPo})
    Check(package, format);
}

}  // namespace lockstep
