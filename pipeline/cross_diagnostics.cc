#include "pipeline/cross_diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "locales/unicode.h"
#include "pipeline/cross_checks.h"
#include "pipeline/file_reader.h"
#include "pipeline/review_state.h"
#include "stages/derived_fields.h"
#include "stages/front_matter.h"
#include "stages/keying.h"

namespace lockstep {
namespace {

// Points at the value of a field as the file is now; at the file as a whole where it no longer has one.
void PointAtField(const Configuration& configuration, const std::string& name, Location& where) {
  auto reading = ReadFile(configuration.site, where.path);
  FileContent* content = std::get_if<FileContent>(&reading);
  if (content == nullptr) return;
  const Source source{where.path, std::move(content->text)};
  if (FindInvalidUtf8(source.text)) return;
  Diagnostics ignored;
  const FrontMatter front = ReadFrontMatter(source, configuration.rules.roles, ignored);
  if (const Field* field = front.Find(name)) where = Locate(source, field->value.range);
}

void PointAtRef(const Configuration& configuration, Location& where) {
  const std::optional<PathMatch> match = MatchPath(where.path, configuration.rules);
  if (match && !match->collection->key_field.empty()) PointAtField(configuration, match->collection->key_field, where);
}

// How paths write the language of a document.
std::string PathLanguage(const IndexEntry& entry, const SiteRules& rules) {
  const std::optional<PathMatch> match = MatchPath(entry.path, rules);
  return match && !match->lang_text.empty() ? match->lang_text : entry.key.lang;
}

// derived-differs: a translation's permalink does not follow from the source's. The index does not know fields, so
// documents are read.
class DerivedChecks {
 public:
  DerivedChecks(const StoreReader& reader, const Configuration& configuration,
                const std::function<void(Diagnostic)>& report)
      : reader_(reader), configuration_(&configuration), report_(&report) {}

  void See(const std::vector<IndexEntry>& review) {
    const SiteRules& rules = configuration_->rules;
    std::set<std::string> targets;
    for (const IndexEntry& entry : review) {
      if (entry.key.lang != rules.source_lang) targets.insert(entry.key.lang);
    }
    for (const TargetState& state : StatesOf(review, rules.source_lang, targets)) {
      if (state.presence != Presence::kPresent) continue;
      if (source_path_ != state.source->path) LoadSource(state.source->path);
      if (source_ && HasDerived(*source_)) Compare(*state.source, *state.target);
    }
  }

 private:
  // Once for all translations.
  void LoadSource(const std::string& path) {
    source_path_ = path;
    source_ = reader_.Document(path);
  }

  // Many sites have no such field: their translations need not be read.
  static bool HasDerived(const DocumentRecord& document) {
    return std::any_of(document.segments.begin(), document.segments.end(), [](const SegmentRecord& segment) {
      return segment.is_field() && segment.role == FieldRole::kDerive;
    });
  }

  void Compare(const IndexEntry& source, const IndexEntry& target) {
    const std::optional<DocumentRecord> to = reader_.Document(target.path);
    if (!to) return;
    const SiteRules& rules = configuration_->rules;
    for (const Underived& field :
         FindUnderived(source_->segments, to->segments, PathLanguage(source, rules), PathLanguage(target, rules))) {
      Report(field, source.path, target.path);
    }
  }

  void Report(const Underived& field, const std::string& source_path, const std::string& target_path) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kWarning;
    diagnostic.code = "derived-differs";
    diagnostic.message = fmt::format("`{}` is \"{}\", expected \"{}\": the source's with the language swapped",
                                     field.field, field.value, field.expected);
    diagnostic.where.path = target_path;
    PointAtField(*configuration_, field.field, diagnostic.where);
    Note note;
    note.message = "this is the source's";
    note.where.path = source_path;
    PointAtField(*configuration_, field.field, note.where);
    diagnostic.notes.push_back(std::move(note));
    (*report_)(std::move(diagnostic));
  }

  StoreReader reader_;
  const Configuration* configuration_;
  const std::function<void(Diagnostic)>* report_;
  std::string source_path_;               // that was loaded last
  std::optional<DocumentRecord> source_;  // nothing where the store has none
};

bool HasDerivedFields(const FieldRoles& roles) {
  return roles.otherwise == FieldRole::kDerive ||
         std::any_of(roles.by_name.begin(), roles.by_name.end(),
                     [](const auto& role) { return role.second == FieldRole::kDerive; });
}

bool IsOneOf(const std::vector<IndexEntry>& review, const std::set<std::string>& paths) {
  return std::any_of(review.begin(), review.end(), [&](const IndexEntry& entry) { return paths.contains(entry.path); });
}

bool Names(const Diagnostic& diagnostic, const std::set<std::string>& paths) {
  return paths.contains(diagnostic.where.path) ||
         std::any_of(diagnostic.notes.begin(), diagnostic.notes.end(),
                     [&](const Note& note) { return paths.contains(note.where.path); });
}

}  // namespace

void FindCrossDiagnostics(const StoreReader& reader, const Configuration& configuration,
                          const std::set<std::string>* touched, const std::function<void(Diagnostic)>& report) {
  const ReviewIndex index{
      .for_each = [&](const ReviewIndex::Visitor& visit) { reader.ForEachReview(visit); },
      .review = [&](const std::string& collection, const std::string& ref) { return reader.Review(collection, ref); }};
  CheckAcross(index, configuration.rules, [&](Diagnostic diagnostic) {
    if (touched != nullptr && !Names(diagnostic, *touched)) return;
    PointAtRef(configuration, diagnostic.where);
    for (Note& note : diagnostic.notes) PointAtRef(configuration, note.where);
    report(std::move(diagnostic));
  });
  if (!HasDerivedFields(configuration.rules.roles)) return;
  DerivedChecks derived(reader, configuration, report);
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) {
    if (touched == nullptr || IsOneOf(review, *touched)) derived.See(review);
  });
}

}  // namespace lockstep
