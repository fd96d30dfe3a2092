#include "pipeline/package_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "locales/unicode.h"
#include "pipeline/review_state.h"
#include "stages/answer_labels.h"
#include "stages/coded_text.h"
#include "stages/keying.h"
#include "stages/skeleton.h"
#include "stages/splice.h"

namespace lockstep {
namespace {

std::vector<UnitOutcome> OutcomesOf(const std::vector<PackageAnswer>& answers, const std::vector<Ruling>& rulings,
                                    const std::vector<WorkUnit>& units) {
  std::vector<UnitOutcome> outcomes;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Ruling& ruling = rulings[i];
    const std::string text = PlainText(ruling.unit ? units[*ruling.unit].packed.source : answers[i].source);
    outcomes.push_back({answers[i].id, answers[i].line, text, ruling.fate, ruling.why, ruling.warnings, false});
  }
  return outcomes;
}

// True for what `export` answers itself: code, an image, a sign.
bool IsAnsweredByExport(const WorkUnit& unit) {
  return unit.target.empty() && !HasWords(unit.packed.source);
}

bool IsTyped(const Ruling& ruling, const std::vector<WorkUnit>& units) {
  return !ruling.unit || (!ruling.is_as_sent && !IsAnsweredByExport(units[*ruling.unit]));
}

// Where the translator answered nothing yet, what he did not type is no answer, either.
void LeaveUntouched(const std::vector<WorkUnit>& units, std::vector<Ruling>& rulings) {
  const auto is_typed = [&](const Ruling& ruling) { return IsTyped(ruling, units); };
  const auto is_worked_on = [&](const Ruling& ruling) {
    return is_typed(ruling) && ruling.fate != Fate::kUntranslated && ruling.fate != Fate::kSame;
  };
  const auto is_open = [&](const Ruling& ruling) { return is_typed(ruling) && ruling.fate == Fate::kUntranslated; };
  if (std::any_of(rulings.begin(), rulings.end(), is_worked_on)) return;
  if (std::none_of(rulings.begin(), rulings.end(), is_open)) return;
  for (Ruling& ruling : rulings) {
    if (is_typed(ruling) || ruling.fate != Fate::kApply) continue;
    ruling.fate = Fate::kUntranslated;
    ruling.why = "nothing else of its document is translated yet";
    ruling.warnings.clear();
  }
}

// The answers that are to be written, in the order of their units; two with one unit cannot be, so the first counts.
std::vector<Answer> AnswersToWrite(const std::vector<Ruling>& rulings) {
  std::vector<Answer> answers;
  for (const Ruling& ruling : rulings) {
    if (ruling.fate == Fate::kApply) answers.push_back({*ruling.unit, ruling.text});
  }
  std::stable_sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) { return a.unit < b.unit; });
  return answers;
}

// Answers that would be written a second time, as behind an import that was killed before it could bind them: where
// they stand, by unit.
std::map<std::size_t, Range> ConfirmWhatStands(const SplicePlanner& planner, std::vector<Ruling>& rulings) {
  std::multimap<std::size_t, Ruling*> in_question;  // by unit, which is their order in the file
  for (Ruling& ruling : rulings) {
    if (ruling.fate == Fate::kApply || ruling.fate == Fate::kConflict) in_question.emplace(*ruling.unit, &ruling);
  }
  std::map<std::size_t, Range> standing;
  std::size_t taken = 0;
  for (const auto& [unit, ruling] : in_question) {
    const std::optional<Range> range = planner.Standing({unit, ruling->text}, taken);
    if (!range) continue;
    taken = range->end;
    standing.emplace(unit, *range);
    ruling->fate = Fate::kConfirm;
    ruling->why.clear();
    ruling->warnings.clear();
    ruling->is_in_question = true;
  }
  return standing;
}

// What the translator did not type, and the rest of its table or list is lacking, waits for that without a word.
void Refuse(const std::vector<Refusal>& refused, const std::vector<Ruling>& rulings, const std::vector<WorkUnit>& units,
            FileOutcome& outcome) {
  for (const Refusal& refusal : refused) {
    for (std::size_t i = 0; i < rulings.size(); ++i) {
      const Fate fate = outcome.units[i].fate;
      const bool has_own_reason = fate == Fate::kUntranslated || fate == Fate::kRefused || fate == Fate::kStale;
      if (rulings[i].unit != refusal.unit || has_own_reason) continue;
      outcome.units[i].fate = IsTyped(rulings[i], units) ? Fate::kRefused : Fate::kUntranslated;
      outcome.units[i].why = refusal.why;
      outcome.units[i].warnings.clear();
    }
  }
}

// Holds up a new translation of which something is lacking or refused, and says what.
void HoldFor(const std::vector<Refusal>& refused, const std::vector<Ruling>& rulings,
             const std::vector<WorkUnit>& units, FileOutcome& outcome) {
  const std::size_t lacking = refused.size();
  outcome.Hold(fmt::format("a new translation is written when all of it is there: {} unit{} lacking or refused",
                           lacking, lacking == 1 ? " is" : "s are"));
  for (const Refusal& refusal : refused) {
    const auto answer =
        std::find_if(rulings.begin(), rulings.end(), [&](const Ruling& one) { return one.unit == refusal.unit; });
    if (answer != rulings.end()) {
      outcome.units[static_cast<std::size_t>(answer - rulings.begin())].holds_file = true;
    } else {
      const PackageUnit& unit = units[refusal.unit].packed;
      outcome.units.push_back(
          {unit.id, 0, PlainText(unit.source), Fate::kUntranslated, "the package does not have it", {}, true});
    }
  }
}

// The units of a review without a translation as the package has them: its ids tell whether they are paragraphs.
std::vector<WorkUnit> UnitsOf(const std::vector<PackageAnswer>& answers, const Document& source) {
  std::set<std::string_view> ids;
  for (const PackageAnswer& answer : answers) ids.insert(answer.id);
  const auto count = [&](const std::vector<WorkUnit>& units) {
    return std::count_if(units.begin(), units.end(),
                         [&](const WorkUnit& unit) { return ids.contains(unit.packed.id); });
  };
  std::vector<WorkUnit> sentences = MakeWorkUnits(source), paragraphs = MakeWorkUnits(source, Grain::kParagraphs);
  return count(paragraphs) > count(sentences) ? paragraphs : sentences;
}

// The source of what is to be doubted where it contradicts its translation.
SegmentIndices InQuestion(const std::vector<Ruling>& rulings, const std::vector<WorkUnit>& units) {
  SegmentIndices segments;
  for (const Ruling& ruling : rulings) {
    if (ruling.unit && ruling.is_in_question) InsertAll(segments, units[*ruling.unit].source);
  }
  return segments;
}

// Where the texts of units stand now, by unit.
std::vector<MadeFor> MadeOf(const std::vector<Spliced::Done>& done, const std::vector<WorkUnit>& units) {
  std::map<std::size_t, MadeFor> made;
  for (const Spliced::Done& one : done) {
    MadeFor& entry = made[one.unit];
    entry.source = units[one.unit].source;
    entry.target.push_back(one.range);
  }
  std::vector<MadeFor> list;
  for (auto& [unit, entry] : made) list.push_back(std::move(entry));
  return list;
}

}  // namespace

std::size_t FileOutcome::Count(Fate fate) const {
  return static_cast<std::size_t>(
      std::count_if(units.begin(), units.end(), [&](const UnitOutcome& unit) { return unit.fate == fate; }));
}

void FileOutcome::Hold(std::string why) {
  problem = std::move(why);
  change.reset();
  for (UnitOutcome& unit : units) {
    if (unit.fate == Fate::kApply || unit.fate == Fate::kConfirm) unit.fate = Fate::kWaiting;
  }
}

// A review of the site, with the documents that count.
struct PackageImporter::Review {
  std::vector<IndexEntry> entries;
  const IndexEntry* source = nullptr;
  const IndexEntry* target = nullptr;  // null: there is none
};

PackageImporter::PackageImporter(const Configuration& configuration, const Locales& locales, const StoreReader& reader,
                                 OnConflict on_conflict)
    : configuration_(&configuration),
      locales_(&locales),
      reader_(reader),
      on_conflict_(on_conflict),
      documents_(configuration, locales, reader),
      languages_(configuration, reader),
      binder_(reader, locales, configuration.policy) {}

std::optional<PackageImporter::Review> PackageImporter::Find(const AnsweredFile& file, FileOutcome& outcome) const {
  const std::string& source_lang = configuration_->rules.source_lang;
  const auto& targets = configuration_->rules.targets;
  const auto complain = [&](std::string problem) {
    outcome.problem = std::move(problem);
    return std::nullopt;
  };
  for (const std::string& path : {file.source_path, file.target_path}) {
    if (!path.empty() && !IsPlainPath(path))
      return complain(fmt::format("the path \"{}\" leads out of the site", path));
  }
  if (!file.source_lang.empty() && LanguageAmong(file.source_lang, {source_lang}) != source_lang) {
    return complain(fmt::format("it is from {}, and the site's source language is {}", file.source_lang, source_lang));
  }
  if (file.target_lang.empty()) return complain("the package does not say into which language it is");
  // Tools write regions: "de-DE" is "de" where the site has no other German.
  const std::set<std::string> languages(targets.begin(), targets.end());
  const std::string lang =
      languages.empty() ? file.target_lang : LanguageAmong(file.target_lang, languages).value_or("");
  if (lang.empty() || lang == source_lang) {
    return complain(fmt::format("\"{}\" is no language that the site is translated into", file.target_lang));
  }
  if (file.ref.empty() && file.source_path.empty()) return complain("the package does not say what review it is of");
  std::optional<DocumentKey> key = DocumentKey{file.collection, file.ref, source_lang};
  if (file.ref.empty()) {
    const std::optional<FileRecord> record = reader_.File(file.source_path);
    key = record ? record->key : std::nullopt;
  }
  Review review;
  if (key) review.entries = reader_.Review(key->collection, key->ref);
  review.source = Choose(review.entries, source_lang, nullptr);
  if (review.source == nullptr) {
    return complain(fmt::format("the site has no review \"{}\"", file.ref.empty() ? file.source_path : file.ref));
  }
  review.target = Choose(review.entries, lang, review.source);
  outcome.key = {key->collection, key->ref, lang};
  return review;
}

// The units of today, each with why it needs work.
std::vector<WorkUnit> PackageImporter::DescribedUnits(const Document& source, const Document& target,
                                                      const TranslationBinder::Loaded& translation) {
  std::vector<WorkUnit> units = MakeWorkUnits(source, target, translation.bindings, Grain::kEach);
  const std::vector<Finding> findings = binder_.Examine(translation);
  const Locale& locale = locales_->For(source.key.lang);
  for (WorkUnit& unit : units) {
    DescribeWork(unit, findings, translation.bindings, translation.source, locale, configuration_->policy);
  }
  return units;
}

FileOutcome PackageImporter::Plan(const AnsweredFile& file) {
  FileOutcome outcome;
  outcome.key = {file.collection, file.ref, file.target_lang};
  if (!file.answers.empty()) outcome.line = file.answers.front().line;
  const std::optional<Review> review = Find(file, outcome);
  if (!review) return outcome;
  const auto is_ours = [](const PackageAnswer& answer) { return IsUnitId(answer.id); };
  if (!file.answers.empty() && std::none_of(file.answers.begin(), file.answers.end(), is_ours)) {
    outcome.problem = fmt::format(
        "none of its units has an id that `export` gave, the first is \"{}\": a tool has numbered them anew; put the "
        "ids "
        "back, or the translations into a new export",
        file.answers.front().id);
    return outcome;
  }
  if (review->target != nullptr) {
    PlanPresent(file, *review, outcome);
  } else {
    PlanMissing(file, *review, outcome);
  }
  return outcome;
}

void PackageImporter::PlanPresent(const AnsweredFile& file, const Review& review, FileOutcome& outcome) {
  outcome.path = review.target->path;
  const SiteDocument source = documents_.Load(review.source->path);
  SiteDocument target = documents_.Load(review.target->path);
  if (!source.document.usable || !target.document.usable) {
    outcome.problem =
        fmt::format("{} cannot be used as it is now", (source.document.usable ? target : source).document.source.path);
    return;
  }
  const TranslationBinder::Loaded loaded = binder_.Load(*review.source, *review.target);
  const Bindings& bindings = loaded.bindings;
  const std::vector<WorkUnit> units = DescribedUnits(source.document, target.document, loaded);
  const Finders finders = binder_.FindersFor(review.source->key, review.target->key);
  std::vector<Ruling> rulings = Rule(units, file.answers, on_conflict_, finders, DefinedLabels(target.document));
  RuleOnJoined(source.document, units, file.answers, rulings);
  LeaveUntouched(units, rulings);
  const SplicePlanner planner(source.document, target.document, units, bindings);
  const std::map<std::size_t, Range> standing = ConfirmWhatStands(planner, rulings);
  outcome.units = OutcomesOf(file.answers, rulings, units);

  Spliced spliced = Splice(planner, target.document, AnswersToWrite(rulings), documents_.PreparerFor(outcome.path));
  Refuse(spliced.refused, rulings, units, outcome);
  const EditMap moved(spliced.edits);
  for (const Ruling& ruling : rulings) {
    if (ruling.fate != Fate::kConfirm) continue;
    if (const auto found = standing.find(*ruling.unit); found != standing.end()) {
      spliced.done.push_back({*ruling.unit, moved.Of(found->second)});
      continue;
    }
    for (const std::uint32_t index : units[*ruling.unit].target) {
      spliced.done.push_back({*ruling.unit, moved.Of(target.document.segments[index].range)});
    }
  }
  TranslationChange change{outcome.key, review.source->path, outcome.path, {}, target.state, {}, {}};
  std::vector<MadeFor> made = CutIntoSentences(MadeOf(spliced.done, units), source.document, spliced.document);
  AddUntouched(bindings, target.document, moved, spliced.document, made);
  change.made = JoinShared(made, spliced.document);
  DoubtMade(change.made, InQuestion(rulings, units), source.document, spliced.document, finders);
  change.document = std::move(spliced.document);
  change.before = std::move(target.document.source.text);
  if (!change.made.empty()) outcome.change = std::move(change);
}

void PackageImporter::PlanMissing(const AnsweredFile& file, const Review& review, FileOutcome& outcome) {
  outcome.is_new = true;
  outcome.path = languages_.TargetPathOf(outcome.key.collection, review.source->path, outcome.key.lang);
  if (outcome.path.empty()) {
    outcome.problem = fmt::format("nothing tells where the translation of {} would stand", review.source->path);
    return;
  }
  const SiteDocument source = documents_.Load(review.source->path);
  const std::vector<WorkUnit> units = UnitsOf(file.answers, source.document);
  const Finders finders = binder_.FindersFor(review.source->key, outcome.key);
  std::vector<Ruling> rulings = Rule(units, file.answers, on_conflict_, finders, DefinedLabels(source.document));
  LeaveUntouched(units, rulings);
  outcome.units = OutcomesOf(file.answers, rulings, units);
  const std::vector<Answer> answers = AnswersToWrite(rulings);
  if (answers.empty()) return;

  const std::optional<PathMatch> match = MatchPath(review.source->path, configuration_->rules);
  const Skeleton skeleton = MakeSkeleton(
      source.document, units, answers, match && !match->lang_text.empty() ? match->lang_text : match->lang,
      languages_.Of(outcome.key.collection, outcome.key.lang), documents_.PreparerFor(review.source->path));
  Refuse(skeleton.refused, rulings, units, outcome);
  if (!skeleton.refused.empty()) {
    HoldFor(skeleton.refused, rulings, units, outcome);
    return;
  }
  Document made = documents_.Prepare(outcome.path, skeleton.text);
  if (!made.usable || made.key != outcome.key) {
    outcome.Hold(fmt::format("what would be {} does not belong to the review", outcome.path));
    return;
  }
  outcome.left_out = skeleton.left_out;
  std::vector<MadeFor> parts = JoinShared(CutIntoSentences(MadeOf(skeleton.done, units), source.document, made), made);
  DoubtMade(parts, InQuestion(rulings, units), source.document, made, finders);
  outcome.change = TranslationChange{outcome.key, review.source->path, outcome.path, std::move(made), std::nullopt,
                                     "",          std::move(parts)};
}

}  // namespace lockstep
