#include "pipeline/site_documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "pipeline/file_reader.h"
#include "stages/keying.h"

namespace lockstep {
namespace {

FileContent ReadSynced(const std::string& path, const Configuration& configuration, const StoreReader& reader) {
  auto reading = ReadFile(configuration.site, path);
  if (const auto* unread = std::get_if<Diagnostic>(&reading)) {
    throw NotSynced(fmt::format("{}: {}; `lockstep sync` looks at it again", path, unread->message));
  }
  auto* content = std::get_if<FileContent>(&reading);
  const std::optional<FileRecord> known = reader.File(path);
  if (!known || content->hash != known->content_hash) {
    throw NotSynced(fmt::format("{} has changed since the last sync; run `lockstep sync` first", path));
  }
  if (known->rules_hash != RulesHash(configuration)) {
    throw NotSynced(fmt::format(
        "{} was read by other rules of lockstep.yml or of a language file; run `lockstep sync` first", path));
  }
  return std::move(*content);
}

// Bindings count in the segments that the store has: where the document has others, they lead anywhere.
void ExpectSegmentsOf(const std::optional<DocumentRecord>& known, const Document& document) {
  const std::string& path = document.source.path;
  if (known && known->segments == MakeOutline(document).segments) return;
  throw NotSynced(fmt::format(
      "{} has other segments than the store; edit it and run `lockstep sync`, so that it is read anew", path));
}

}  // namespace

void ExpectSynced(const std::string& path, const Configuration& configuration, const StoreReader& reader) {
  ReadSynced(path, configuration, reader);
}

SiteDocument SiteDocuments::Load(const std::string& path) {
  FileContent content = ReadSynced(path, *configuration_, reader_);
  SiteDocument loaded;
  loaded.state = {content.stamp, content.hash};
  loaded.document = Prepare(path, std::move(content.text));
  ExpectSegmentsOf(reader_.Document(path), loaded.document);
  return loaded;
}

Document SiteDocuments::Prepare(const std::string& path, std::string text) {
  Diagnostics diags;
  const std::optional<PathMatch> match = MatchPath(path, configuration_->rules);
  Source source{path, std::move(text)};
  // What no command would read is no document: nothing of that size may be written.
  const bool is_readable = source.text.size() <= kMaxFileSize;
  if (match && is_readable) return lockstep::Prepare(std::move(source), *match, configuration_->rules, tools_, diags);
  Document none;
  none.source = std::move(source);
  return none;
}

}  // namespace lockstep
