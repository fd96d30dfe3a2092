// JUnit's XML, as build servers read it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "pipeline/annotations.h"
#include "pipeline/console.h"

namespace lockstep {
namespace {

// Character data, also between double quotes. Control characters, which XML cannot say at all, are replaced.
std::string Xml(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string Case(const AnnotatedTranslation& translation) {
  const std::string head = fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\"", Xml(translation.collection),
                                       Xml(translation.lang), Xml(translation.ref));
  if (translation.debts.empty()) return head + "/>\n";
  const std::size_t count = translation.debts.size();
  std::string out = fmt::format("{}>\n      <failure type=\"{}\" message=\"{} segment{} due\">", head,
                                Xml(translation.debts.front().rule), count, count == 1 ? " is" : "s are");
  for (const Annotation& debt : translation.debts) {
    out += Xml(fmt::format("{}:{}: {} [{}]", debt.path, debt.line, debt.message, debt.rule)) + "\n";
  }
  out.pop_back();
  return out + "</failure>\n    </testcase>\n";
}

struct Suite {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::string cases;
};

}  // namespace

std::string JUnit(const std::vector<AnnotatedTranslation>& translations) {
  std::map<std::string, Suite> suites;
  std::size_t failures = 0;
  for (const AnnotatedTranslation& translation : translations) {
    Suite& suite = suites[translation.lang];
    const std::size_t failed = translation.debts.empty() ? 0 : 1;
    ++suite.tests;
    suite.failures += failed;
    failures += failed;
    suite.cases += Case(translation);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"lockstep\" tests=\"{}\" failures=\"{}\">\n", translations.size(), failures);
  for (const auto& [lang, suite] : suites) {
    out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}  </testsuite>\n", Xml(lang),
                       suite.tests, suite.failures, suite.cases);
  }
  return out + "</testsuites>\n";
}

}  // namespace lockstep
