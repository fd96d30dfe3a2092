#include "pipeline/explain_rendering.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "locales/unicode.h"
#include "pipeline/diff_rendering.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/utc_time.h"

namespace lockstep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kItemIndent = 2;
constexpr std::size_t kTextIndent = 6;

ExplainedSide SideOf(const std::string& path, const Outline& outline, const std::vector<std::uint32_t>& segments,
                     const std::optional<std::string>& then, const std::optional<std::string>& now) {
  ExplainedSide side{.path = path, .lang = outline.key.lang, .line = {}, .then = then, .now = now, .edit = {}};
  if (!segments.empty()) side.line = outline.segments[segments.front()].first_line;
  if (then && then != now) side.edit = DiffWords({*then}, {now.value_or("")});
  return side;
}

const OutlineSegment& PlaceOf(const Binding& binding, const TranslationBinder::Loaded& translation) {
  return binding.source.empty() ? translation.target.segments[binding.target.front()]
                                : translation.source.segments[binding.source.front()];
}

std::string AcceptCommand(const ExplainedBinding& explained) {
  if (explained.items.empty()) return "";
  const bool by_source = !explained.target.line;
  const ExplainedSide& side = by_source ? explained.source : explained.target;
  if (!side.line) return "";
  return fmt::format("lockstep accept {}:{}{}", side.path, *side.line,
                     by_source ? fmt::format(" --lang {}", explained.target.lang) : "");
}

ExplainedBinding ExplainBinding(const TranslationReport& report, std::size_t number, const Policy& policy) {
  ExplainedBinding explained;
  explained.binding = report.translation.bindings[number];
  explained.finding = report.findings[number];
  explained.section = report.sections[number];
  const Binding& binding = explained.binding;
  const Sides& sides = explained.finding.sides;
  explained.source =
      SideOf(report.entry.source_path, report.translation.source, binding.source, sides.source_then, sides.source_now);
  explained.source.moved = binding.source_moved.has_value();
  explained.target =
      SideOf(report.entry.target_path, report.translation.target, binding.target, sides.target_then, sides.target_now);
  std::copy_if(report.entry.items.begin(), report.entry.items.end(), std::back_inserter(explained.items),
               [&](const DiffItem& item) { return item.binding == number; });
  // Where the edit was told of already, in one piece, it is shown as there: facts whole.
  if (explained.items.size() == 1 && !explained.items.front().edit.empty()) {
    ExplainedSide& side = explained.items.front().of_target ? explained.target : explained.source;
    side.edit = explained.items.front().edit;
  }
  explained.words = Explain(explained.finding, binding, PlaceOf(binding, report.translation), policy);
  explained.accept = AcceptCommand(explained);
  return explained;
}

class BindingText {
 public:
  BindingText(const ExplainedBinding& explained, const Layout& layout) : explained_(&explained), layout_(&layout) {}

  std::string Render() {
    Head();
    Side(explained_->source);
    Side(explained_->target);
    const Binding& binding = explained_->binding;
    const Explanation& words = explained_->words;
    Line("bound", fmt::format("{}, {}", TellMoment(binding.bound), words.bound));
    const int rung = static_cast<int>(explained_->finding.decision.rung);
    Line("decided", fmt::format("rung {}: {}", rung, words.decided));
    if (!words.policy.empty()) Line("policy", words.policy);
    Ways();
    return std::move(out_);
  }

 private:
  void Line(std::string_view label, const std::string& text) {
    out_ += StyledText()
                .Add(fmt::format("{:<8} ", fmt::format("{}:", label)), Style::kDim)
                .Add(text)
                .Lay(*layout_, kItemIndent);
  }

  void Ways() {
    std::vector<std::string> ways = explained_->words.clears;
    if (!explained_->accept.empty()) ways.push_back(fmt::format("`{}`", explained_->accept));
    for (std::size_t i = 0; i < ways.size(); ++i) Line(i == 0 ? "clears" : "or", ways[i]);
  }

  void Head() {
    const auto head = [&](const std::string& what, Style style, const std::optional<Moment>& since) {
      StyledText text;
      text.Add(what, style);
      if (!explained_->section.empty()) text.Add(fmt::format(" in {}", explained_->section));
      if (since) text.Add(fmt::format(", since {}", TellMoment(*since)), Style::kDim);
      out_ += text.Lay(*layout_, kItemIndent);
    };
    if (explained_->items.empty()) head("current", Style::kGreen, std::nullopt);
    for (const DiffItem& item : explained_->items) {
      head(TellReason(item.reason), StyleOf(item.reason.severity), item.reason.since);
      if (!item.facts.empty()) {
        const bool disagreement = item.edit.empty();
        Line(disagreement ? "differ" : "changed", TellFacts(item.facts, disagreement));
      }
    }
  }

  void Side(const ExplainedSide& side) {
    if (!side.then && !side.now) return;
    const std::string where = side.line ? fmt::format("{}:{}", side.path, *side.line) : side.path;
    const std::string_view note = !side.now    ? " (gone)"
                                  : !side.then ? " (new)"
                                  : side.edit.empty()
                                      ? (side.moved ? " (moved since it was bound)" : " (as it was bound)")
                                      : " (edited since)";
    out_ += StyledText().Add(where, Style::kCyan).Add(note, Style::kDim).Lay({.color = layout_->color}, kItemIndent);
    const StyledText said =
        side.edit.empty() ? StyledText().Add(side.now.value_or("")) : StyledEdit(side.edit, layout_->color);
    out_ += said.Lay(*layout_, kTextIndent, !explained_->finding.is_verbatim && IsRightToLeft(side.lang));
  }

  const ExplainedBinding* explained_;
  const Layout* layout_;
  std::string out_;
};

Json MomentJson(const Moment& moment) {
  return {{"by", moment.by}, {"time", UtcTime(moment.time_ms)}};
}

Json SideJson(const ExplainedSide& side) {
  return {{"line", OrNull(side.line)},
          {"then", OrNull(side.then)},
          {"now", OrNull(side.now)},
          {"edit", EditJson(side.edit)}};
}

Json BindingJson(const ExplainedBinding& explained) {
  const Binding& binding = explained.binding;
  Json reasons = Json::array();
  for (const DiffItem& item : explained.items) {
    Json reason = ReasonJson(item.reason);
    reason["since_by"] = item.reason.since ? OrNull(item.reason.since->by) : Json();
    reason["facts"] = FactsJson(item.facts);
    reasons.push_back(std::move(reason));
  }
  Json bound = MomentJson(binding.bound);
  bound["evidence"] = Name(binding.evidence);
  bound["confidence"] = binding.confidence;
  if (!binding.acceptances.empty()) {
    bound["accepted_by"] = binding.acceptances.back().who;
    bound["accepted_why"] = OrNull(binding.acceptances.back().why);
  }
  Json clears = explained.words.clears;
  if (!explained.accept.empty()) clears.push_back(explained.accept);
  return {{"state", Name(explained.finding.decision.state)},
          {"section", OrNull(explained.section)},
          {"reasons", std::move(reasons)},
          {"bound", std::move(bound)},
          {"source", SideJson(explained.source)},
          {"target", SideJson(explained.target)},
          {"rung", Name(explained.finding.decision.rung)},
          {"decided", explained.words.decided},
          {"policy", OrNull(explained.words.policy)},
          {"clears", std::move(clears)}};
}

}  // namespace

std::vector<ExplainedBinding> ExplainBindings(const TranslationReport& report, const std::vector<std::size_t>& numbers,
                                              const Policy& policy) {
  std::vector<ExplainedBinding> explained;
  for (const std::size_t number : numbers) explained.push_back(ExplainBinding(report, number, policy));
  return explained;
}

std::string RenderExplanation(const DiffEntry& entry, const std::vector<ExplainedBinding>& bindings,
                              const Layout& layout) {
  DiffEntry head = entry;
  head.items.clear();
  std::string out = RenderDiffText(head, layout);
  if (entry.source_path.empty()) {
    out += "  clears:  write the source, or take the document away\n";
  } else if (entry.target_path.empty()) {
    out += "  clears:  translate it\n";
  }
  for (const ExplainedBinding& binding : bindings) out += '\n' + BindingText(binding, layout).Render();
  return out;
}

Json ExplanationJson(const DiffEntry& entry, const std::vector<ExplainedBinding>& bindings) {
  Json segments = Json::array();
  for (const ExplainedBinding& binding : bindings) segments.push_back(BindingJson(binding));
  return {{"version", 1},
          {"command", "explain"},
          {"collection", entry.key.collection},
          {"ref", entry.key.ref},
          {"lang", entry.key.lang},
          {"source_lang", entry.source_lang},
          {"source_path", OrNull(entry.source_path)},
          {"target_path", OrNull(entry.target_path)},
          {"state", Name(entry.state)},
          {"severity", Name(entry.severity)},
          {"since", entry.since ? Json(UtcTime(entry.since->time_ms)) : Json()},
          {"segments", std::move(segments)}};
}

}  // namespace lockstep
