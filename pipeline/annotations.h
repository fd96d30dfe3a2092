// Debts at their places in the site's files, in the forms that code hosts and build servers show: GitHub's workflow
// commands, SARIF 2.1.0, JUnit's XML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/verdict.h"

namespace lockstep {

// One debt.
struct Annotation {
  std::string path;        // as the code host knows it
  std::uint32_t line = 1;  // from 1
  Urgency severity = Urgency::kMedium;
  std::string rule;     // the class of the edit, "figure"
  std::string message;  // one line
};

// One translation that was looked at.
struct AnnotatedTranslation {
  std::string collection;
  std::string ref;
  std::string lang;
  std::vector<Annotation> debts;  // empty = nothing is due
};

// What the reason says, in one line: "stale: the source now says \"...\", it said \"...\"".
std::string DebtMessage(const Reason& reason, std::string_view lang);

// "::error file=a.md,line=3,title=...::..." for each debt, a line each.
std::string GitHubCommands(const std::vector<AnnotatedTranslation>& translations);
// One run with a result for each debt, and a rule for each class.
std::string Sarif(const std::vector<AnnotatedTranslation>& translations);
// A suite for each language, a case for each translation; one with debts is a failure.
std::string JUnit(const std::vector<AnnotatedTranslation>& translations);

}  // namespace lockstep
