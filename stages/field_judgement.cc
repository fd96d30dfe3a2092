#include "stages/field_judgement.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "stages/edit_class.h"
#include "stages/field_rules.h"

namespace lockstep {
namespace {

bool IsOrdered(const OutlineSegment& field) {
  return field.field == "rating";
}

bool Same(const std::optional<std::string>& a, const std::optional<std::string>& b, const OutlineSegment& field) {
  return a.has_value() == b.has_value() && (!a || SameFieldValue(*a, *b, IsOrdered(field)));
}

double AmountOf(const Fact& price) {
  double amount = 0;
  std::from_chars(price.value.data(), price.value.data() + price.value.size(), amount);
  return amount;
}

// By which factor a price changed; nothing where nobody can tell.
std::optional<double> ChangeOf(const std::optional<std::string>& then, const Fact& now, const FactFinder& finder) {
  const std::optional<Fact> before = then ? finder.FindPrice(*then) : std::nullopt;
  if (!before || before->unit != now.unit || AmountOf(*before) == 0) return std::nullopt;
  return AmountOf(now) / AmountOf(*before);
}

Reason ReasonFor(const Decision& decision) {
  Reason reason;
  reason.state = decision.state;
  reason.edit_class = decision.edit_class;
  return reason;
}

// The item at `index`, or nothing where the list is shorter.
std::optional<std::string> ItemAt(const std::vector<std::string>& items, std::size_t index) {
  return index < items.size() ? std::optional(items[index]) : std::nullopt;
}

std::vector<std::string> Items(const std::optional<std::string>& value) {
  return value ? ItemsOf(*value) : std::vector<std::string>();
}

// One reason for each number that differs from what it should be: from the translation's now, and, where the binding
// tells that the source's changed, from the value bound.
std::vector<Reason> ExplainRating(const Decision& decision, const Sides& sides, const OutlineSegment& field) {
  const std::vector<std::string> then = Items(sides.source_then);
  const std::vector<std::string> now = Items(sides.source_now);
  const std::vector<std::string> target = Items(sides.target_now);
  std::vector<Reason> reasons;
  for (std::size_t i = 0; i < std::max(now.size(), target.size()); ++i) {
    const std::optional<std::string> new_value = ItemAt(now, i);
    const std::optional<std::string> target_value = ItemAt(target, i);
    if (new_value && target_value && SameFieldValue(*new_value, *target_value, true)) continue;
    Reason reason = ReasonFor(decision);
    reason.field = ItemName(field.field, i);
    reason.old_text = ItemAt(then, i);
    reason.new_text = new_value;
    reason.source_text = new_value;
    reason.target_text = target_value;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace

bool PricesContradict(const Sides& sides, const Finders& finders) {
  const std::optional<Fact> source = finders.source.FindPrice(*sides.source_now);
  const std::optional<Fact> target = finders.target.FindPrice(*sides.target_now);
  if (!source || !target || IsPlausiblePrice(*source, *target)) return false;
  const std::optional<double> source_change = ChangeOf(sides.source_then, *source, finders.source);
  const std::optional<double> target_change = ChangeOf(sides.target_then, *target, finders.target);
  return !source_change || !target_change || !IsWithinFactor(*source_change / *target_change);
}

bool PricesContradict(const std::string& source, const std::string& target, const Finders& finders) {
  return PricesContradict({std::nullopt, source, std::nullopt, target}, finders);
}

std::string PriceText(const std::string& value, const FactFinder& finder) {
  const Fact price = finder.FindPrice(value).value();
  const std::vector<Fact> written = finder.Find(value);
  const bool names_currency =
      std::any_of(written.begin(), written.end(), [](const Fact& fact) { return fact.kind == FactKind::kPrice; });
  if (!names_currency) return fmt::format("{} {}", value, price.unit);
  return value.substr(price.range.begin, price.range.end - price.range.begin);
}

Decision DecideField(const Sides& sides, const OutlineSegment& field, const Finders& finders, const Policy& policy) {
  const EditClass edit_class = ClassOfField(field.field);
  const bool wanted =
      field.role == FieldRole::kCopy || field.role == FieldRole::kTranslate || field.role == FieldRole::kConvert;
  if (!wanted) return {Rung::kAsBound, State::kCurrent, edit_class, {}, true};
  if (!sides.target_now) return {Rung::kMissing, State::kMissing, edit_class, {}, false};
  if (!sides.source_now) return {Rung::kOrphan, State::kOrphan, edit_class, {}, false};

  const bool source_edited = !Same(sides.source_then, sides.source_now, field);
  const bool target_edited = !Same(sides.target_then, sides.target_now, field);
  // One number in two currencies is two prices.
  const bool other_price =
      field.role == FieldRole::kConvert && PricesContradict(*sides.source_now, *sides.target_now, finders);
  const bool equal_now = !other_price && Same(sides.source_now, sides.target_now, field);
  if (field.role == FieldRole::kTranslate && !equal_now && !IsList(*sides.source_now)) {
    Decision decision = Decide(sides, TextRole::kField, finders, policy);
    if (decision.edit_class != EditClass::kCosmetic) decision.edit_class = edit_class;
    return decision;
  }
  const Rung rung = source_edited ? (target_edited ? Rung::kBothEdited : Rung::kSourceEdited)
                                  : (target_edited ? Rung::kTargetEdited : Rung::kAsBound);

  // The translation's own price is its business as long as it can be one with the source's.
  if (target_edited && !source_edited && other_price) return {rung, State::kAhead, edit_class, {}, true};

  const bool followed = target_edited && (field.role != FieldRole::kConvert || !PricesContradict(sides, finders));
  const bool current = equal_now || (field.role != FieldRole::kCopy && (!source_edited || followed));
  if (current) return {rung, State::kCurrent, edit_class, {}, rung != Rung::kAsBound};
  if (policy.Ignores(edit_class)) return {rung, State::kCurrent, edit_class, {}, false, false, true};
  return {rung, State::kStale, edit_class, {}, false};
}

std::vector<Reason> ExplainField(const Decision& decision, const Sides& sides, const OutlineSegment& field) {
  if (decision.state == State::kCurrent) return {};
  const bool both_there = sides.source_now && sides.target_now;
  if (decision.edit_class == EditClass::kRating && both_there) return ExplainRating(decision, sides, field);
  Reason reason = ReasonFor(decision);
  reason.field = field.field;
  if (sides.target_then) reason.old_text = sides.source_then;  // else there is no binding
  reason.new_text = sides.source_now;
  reason.source_text = sides.source_now;
  reason.target_text = sides.target_now;
  return {reason};
}

}  // namespace lockstep
