#include "stages/bare_numbers.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "stages/edit_class.h"

namespace lockstep {
namespace {

constexpr std::size_t kYearDigits = 4;

// Four digits may be taken for a year, whatever they count.
bool IsBare(const Fact& fact) {
  return fact.kind == FactKind::kNumber || (fact.kind == FactKind::kDate && fact.value.size() == kYearDigits);
}

auto FindNumber(const std::vector<Fact>& facts, std::string_view value) {
  return std::find_if(facts.begin(), facts.end(),
                      [&](const Fact& fact) { return IsBare(fact) && fact.value == value; });
}

// The numbers of an ISO date that no language says in a word: "2024", "5" of 2024-03-05; "16" of --12-16.
std::vector<std::string> NumbersOfDate(std::string_view date) {
  std::vector<std::string> numbers;
  const bool has_year = !date.starts_with('-');
  if (has_year) numbers.emplace_back(date.substr(0, kYearDigits));
  const std::size_t day = has_year ? std::string_view("yyyy-MM-").size() : std::string_view("--MM-").size();
  if (day < date.size()) numbers.emplace_back(date.substr(date[day] == '0' ? day + 1 : day));
  return numbers;
}

// What is left of a fact without its word; empty where it is not said in numbers and a word.
std::vector<std::string> NumbersOf(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::kMeasurement:
    case FactKind::kPercentage:
    case FactKind::kPrice: return {fact.value};
    case FactKind::kDate: return NumbersOfDate(fact.value);
    default: return {};
  }
}

}  // namespace

bool SayWithoutWord(const std::vector<Fact>& facts, const Fact& wanted) {
  const std::vector<std::string> numbers = NumbersOf(wanted);
  return !numbers.empty() && std::all_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
    return FindNumber(facts, number) != facts.end();
  });
}

std::vector<Fact> FactsBesides(const std::vector<Fact>& target, const std::vector<Fact>& said) {
  FactChange difference = CompareFacts(said, target);
  std::vector<Fact> rest = std::move(difference.come);
  for (const Fact& fact : difference.gone) {
    if (!SayWithoutWord(rest, fact)) continue;
    for (const std::string& number : NumbersOf(fact)) rest.erase(FindNumber(rest, number));
  }
  return rest;
}

}  // namespace lockstep
