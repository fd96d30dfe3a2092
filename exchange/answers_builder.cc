#include "exchange/answers_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "exchange/package_identity.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

std::string CanonicalOrAsIs(const std::string& tag) {
  return CanonicalLanguageTag(tag).value_or(tag);
}

bool BeginsWithSpace(const CodedText& text) {
  const auto* words = text.empty() ? nullptr : std::get_if<std::string>(&text.front());
  return words != nullptr && kSpaces.find(words->front()) != std::string_view::npos;
}

bool EndsWithSpace(const CodedText& text) {
  const auto* words = text.empty() ? nullptr : std::get_if<std::string>(&text.back());
  return words != nullptr && kSpaces.find(words->back()) != std::string_view::npos;
}

void TrimLike(const CodedText& source, CodedText& target) {
  if (BeginsWithSpace(target) && !BeginsWithSpace(source)) {
    auto& words = std::get<std::string>(target.front());
    words.erase(0, std::min(words.find_first_not_of(kSpaces), words.size()));
    if (words.empty()) target.erase(target.begin());
  }
  if (EndsWithSpace(target) && !EndsWithSpace(source)) {
    auto& words = std::get<std::string>(target.back());
    words.erase(words.find_last_not_of(kSpaces) + 1);
    if (words.empty()) target.pop_back();
  }
}

}  // namespace

bool SameLanguage(std::string_view a, std::string_view b) {
  return LanguageAmong(CanonicalOrAsIs(std::string(a)), {CanonicalOrAsIs(std::string(b))}).has_value();
}

void AnswersBuilder::Problem(XmlPosition where, std::string unit, std::string message) {
  if (answers_.problems.size() < kMostProblems)
    answers_.problems.push_back({where.line, where.column, std::move(unit), std::move(message)});
}

void AnswersBuilder::Identify(std::string_view key, std::string_view value, AnsweredFile& file, XmlPosition where) {
  // Tools join packages (msgcat does): of one site that is as good as one.
  if (key == "site" && !answers_.site.empty() && answers_.site != value)
    Problem(where, "", fmt::format("it holds packages of two sites: \"{}\" and \"{}\"", answers_.site, value));
  if (!SetIdentity(key, value, answers_)) SetIdentity(key, value, file);
}

void AnswersBuilder::BeginFile(AnsweredFile file) {
  RemoveContested();
  file.source_lang = CanonicalOrAsIs(file.source_lang);
  file.target_lang = CanonicalOrAsIs(file.target_lang);
  answers_.files.push_back(std::move(file));
}

void AnswersBuilder::Add(PackageAnswer answer, XmlPosition where) {
  answer.line = where.line;
  if (answer.target) TrimLike(answer.source, *answer.target);
  const bool says_nothing = answer.target && (answer.target->empty() || *answer.target == answer.source);
  if (says_nothing && answer.state == AnswerState::kOpen) {
    answer.has_source_only = !answer.target->empty();
    answer.target.reset();
  }
  if (!answer.target) answer.state = AnswerState::kOpen;
  std::vector<PackageAnswer>& all = file().answers;
  const auto [at, is_new] = seen_.try_emplace(answer.id, Seen{all.size(), false});
  if (is_new) {
    all.push_back(std::move(answer));
    return;
  }
  const PackageAnswer& first = all[at->second.index];
  at->second.twice = at->second.twice || first.source != answer.source || first.target != answer.target;
  Problem(where, answer.id,
          fmt::format("the unit stands there twice, first in line {}{}", first.line,
                      at->second.twice ? ", with another text: neither is taken" : ""));
}

void AnswersBuilder::RemoveContested() {
  std::set<std::string, std::less<>> contested;
  for (const auto& [id, seen] : seen_) {
    if (seen.twice) contested.insert(id);
  }
  seen_.clear();
  if (contested.empty()) return;
  std::erase_if(file().answers, [&](const PackageAnswer& answer) { return contested.count(answer.id) > 0; });
}

PackageAnswers AnswersBuilder::Take() {
  RemoveContested();
  std::stable_sort(answers_.problems.begin(), answers_.problems.end(),
                   [](const PackageProblem& a, const PackageProblem& b) {
                     return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                   });
  return std::move(answers_);
}

}  // namespace lockstep
