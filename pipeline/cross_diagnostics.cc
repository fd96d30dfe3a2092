#include "pipeline/cross_diagnostics.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "locales/unicode.h"
#include "pipeline/file_reader.h"
#include "pipeline/review_state.h"
#include "stages/front_matter.h"
#include "stages/keying.h"

namespace lockstep {
namespace {

// Points at the line of the ref as the file is now; at the file as a whole where it no longer has one.
void PointAtRef(const Configuration& configuration, Location& where) {
  const std::optional<PathMatch> match = MatchPath(where.path, configuration.rules);
  if (!match || match->collection->key_field.empty()) return;
  auto reading = ReadFile(configuration.site, where.path);
  FileContent* content = std::get_if<FileContent>(&reading);
  if (content == nullptr) return;
  const Source source{where.path, std::move(content->text)};
  if (FindInvalidUtf8(source.text)) return;
  Diagnostics ignored;
  const FrontMatter front = ReadFrontMatter(source, configuration.rules.roles, ignored);
  if (const Field* field = front.Find(match->collection->key_field)) where = Locate(source, field->value.range);
}

bool Names(const Diagnostic& diagnostic, const std::set<std::string>& paths) {
  return paths.contains(diagnostic.where.path) ||
         std::any_of(diagnostic.notes.begin(), diagnostic.notes.end(),
                     [&](const Note& note) { return paths.contains(note.where.path); });
}

}  // namespace

std::vector<Diagnostic> FindCrossDiagnostics(const StoreReader& reader, const Configuration& configuration,
                                             const std::set<std::string>* touched) {
  CrossChecks checks(configuration.rules);
  reader.ForEachReview([&](const std::vector<IndexEntry>& review) { checks.See(review); });
  std::vector<Diagnostic> found = checks.Finish(
      [&](const std::string& collection, const std::string& ref) { return reader.Review(collection, ref); });
  if (touched != nullptr) {
    std::erase_if(found, [&](const Diagnostic& diagnostic) { return !Names(diagnostic, *touched); });
  }
  for (Diagnostic& diagnostic : found) {
    PointAtRef(configuration, diagnostic.where);
    for (Note& note : diagnostic.notes) PointAtRef(configuration, note.where);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lockstep
