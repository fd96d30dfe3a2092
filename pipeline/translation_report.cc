#include "pipeline/translation_report.h"

#include <algorithm>
#include <utility>

#include "stages/section_names.h"

namespace lockstep {
namespace {

bool IsOnLine(const std::vector<std::uint32_t>& segments, const Outline& outline, std::uint32_t line) {
  return std::any_of(segments.begin(), segments.end(), [&](std::uint32_t index) {
    const OutlineSegment& segment = outline.segments[index];
    return segment.first_line <= line && line <= segment.last_line;
  });
}

bool IsOf(const ReviewChoice& choice, const DiffEntry& entry) {
  return choice.collection == entry.key.collection && choice.ref == entry.key.ref &&
         (choice.lang.empty() || choice.lang == entry.key.lang);
}

std::vector<std::string> SectionsOf(const TranslationBinder::Loaded& translation) {
  const SectionNames source(translation.source);
  const SectionNames target(translation.target);
  std::vector<std::string> sections;
  for (const Binding& binding : translation.bindings) {
    sections.push_back(!binding.source.empty()   ? source.Of(binding.source.front())
                       : !binding.target.empty() ? target.Of(binding.target.front())
                                                 : std::string());
  }
  return sections;
}

}  // namespace

Verdict VerdictOnAbsence(Presence presence, const Policy& policy) {
  Reason reason;
  reason.state = presence == Presence::kMissing ? State::kMissing : State::kOrphan;
  reason.edit_class = EditClass::kStructure;
  reason.severity = policy.SeverityOf(reason.edit_class, std::nullopt);
  return {reason.state, reason.severity, {reason}};
}

TranslationReporter::TranslationReporter(const StoreReader& reader, const Locales& locales,
                                         const Configuration& configuration, ReviewQuery query)
    : binder_(reader, locales, configuration.policy),
      source_lang_(configuration.rules.source_lang),
      policy_(configuration.policy),
      query_(std::move(query)) {}

TranslationReport TranslationReporter::Report(const DocumentKey& review, const TargetState& target) {
  TranslationReport report;
  DiffEntry& entry = report.entry;
  entry.key = {review.collection, review.ref, target.lang};
  entry.source_lang = source_lang_;
  if (target.source != nullptr) entry.source_path = target.source->path;
  if (target.target != nullptr) entry.target_path = target.target->path;
  Verdict verdict;
  if (target.presence == Presence::kPresent) {
    report.translation = binder_.Load(*target.source, *target.target);
    report.findings = binder_.Examine(report.translation);
    report.sections = SectionsOf(report.translation);
    verdict = Summarize(report.findings);
    AddItems(report);
  } else {
    verdict = VerdictOnAbsence(target.presence, policy_);
    if (query_.Takes(verdict.reasons.front())) {
      entry.items.emplace_back();
      entry.items.back().reason = verdict.reasons.front();
    }
  }
  entry.state = verdict.state;
  entry.severity = verdict.severity;
  entry.since = verdict.Since();
  return report;
}

void TranslationReporter::AddItems(TranslationReport& report) {
  const Finders finders = binder_.FindersFor(report.translation.source.key, report.translation.target.key);
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const Finding& finding = report.findings[i];
    for (Reason reason : finding.reasons) {
      reason.section = report.sections[i];
      if (!query_.Takes(reason)) continue;
      if (!TakesPlace(report, report.translation.bindings[i])) continue;
      report.entry.items.push_back(DiffItemOf(reason, finding, finders));
      report.entry.items.back().binding = i;
    }
  }
  SortItems(report.entry.items);
  const auto& [source, target, bindings] = report.translation;
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    if (!query_.TakesCleared(bindings[i], report.sections[i]) || !TakesPlace(report, bindings[i])) continue;
    report.entry.cleared.push_back(ClearedItemOf(bindings[i], report.sections[i], source, target));
  }
}

bool TranslationReporter::AsksForLines(const DiffEntry& entry) const {
  bool asks = false;
  for (const ReviewChoice& choice : query_.choices) {
    if (!IsOf(choice, entry)) continue;
    if (choice.line == 0) return false;
    asks = true;
  }
  return asks;
}

bool TranslationReporter::TakesPlace(const TranslationReport& report, const Binding& binding) const {
  if (!AsksForLines(report.entry)) return true;
  return std::any_of(query_.choices.begin(), query_.choices.end(), [&](const ReviewChoice& choice) {
    if (!IsOf(choice, report.entry)) return false;
    return choice.path == report.entry.source_path
               ? IsOnLine(binding.source, report.translation.source, choice.line)
               : choice.path == report.entry.target_path &&
                     IsOnLine(binding.target, report.translation.target, choice.line);
  });
}

bool TranslationReporter::TakesCurrent(const TranslationReport& report, std::size_t number) const {
  return report.findings[number].reasons.empty() && query_.TakesCurrent(report.sections[number]) &&
         TakesPlace(report, report.translation.bindings[number]);
}

}  // namespace lockstep
