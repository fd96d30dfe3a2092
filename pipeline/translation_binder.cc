#include "pipeline/translation_binder.h"

#include <utility>
#include <vector>

#include "stages/alignment.h"
#include "stages/bindings.h"
#include "stages/memory_feed.h"
#include "stages/outline_document.h"
#include "stages/version_matching.h"

namespace lockstep {
namespace {

Outline OutlineOf(DocumentRecord record) {
  return {std::move(record.key), std::move(record.segments)};
}

bool IsUpToDate(const TranslationRecord& record, const DocumentRecord& source, const DocumentRecord& target) {
  return record.source_hash == source.content_hash && record.target_hash == target.content_hash;
}

}  // namespace

Finders TranslationBinder::FindersFor(const IndexEntry& source, const IndexEntry& target) {
  return {tools_.For(source.key.lang).facts, tools_.For(target.key.lang).facts};
}

std::optional<TranslationRecord> TranslationBinder::Known(const IndexEntry& target,
                                                          std::optional<DocumentKey>& formerly) const {
  if (std::optional<TranslationRecord> record = reader_.Translation(target.key)) return record;
  // The same file under another ref: its bindings come along.
  const std::optional<DocumentRecord> previous = reader_.Previous(target.path);
  if (!previous || previous->key == target.key) return std::nullopt;
  std::optional<TranslationRecord> record = reader_.Translation(previous->key);
  if (!record || record->target_path != target.path) return std::nullopt;
  formerly = previous->key;
  return record;
}

std::optional<Outline> TranslationBinder::VersionOf(std::string_view path, std::uint64_t hash,
                                                    const DocumentRecord& now) const {
  if (now.content_hash == hash) return Outline{now.key, now.segments};
  std::optional<DocumentRecord> previous = reader_.Previous(path);
  if (!previous || previous->content_hash != hash) return std::nullopt;
  return OutlineOf(*std::move(previous));
}

TranslationBinder::Bound TranslationBinder::Bind(const IndexEntry& source, const IndexEntry& target,
                                                 const Moment& now) {
  DocumentRecord source_now = reader_.Document(source.path).value();
  DocumentRecord target_now = reader_.Document(target.path).value();
  Bound bound;
  const std::optional<TranslationRecord> known = Known(target, bound.formerly);
  if (known && !bound.formerly && IsUpToDate(*known, source_now, target_now)) {
    bound.record = *known;
    bound.record.source_path = source.path;
    bound.record.target_path = target.path;
    return bound;
  }
  std::optional<Outline> source_then;
  std::optional<Outline> target_then;
  if (known) {
    source_then = VersionOf(known->source_path, known->source_hash, source_now);
    target_then = VersionOf(known->target_path, known->target_hash, target_now);
  }

  bound.record = {target.key, source.path, target.path, source_now.content_hash, target_now.content_hash, {}};
  const Finders finders = FindersFor(source, target);
  const Outline source_today = OutlineOf(std::move(source_now));
  const Outline target_today = OutlineOf(std::move(target_now));
  const Document source_document = DocumentOf(source_today, finders.source);
  const Document target_document = DocumentOf(target_today, finders.target);
  const std::vector<Link> links = Align(source_document, target_document).AllSegments();
  if (source_then && target_then) {
    bound.record.bindings =
        Advance(known->bindings, {*source_then, source_today, MatchVersions(*source_then, source_today)},
                {*target_then, target_today, MatchVersions(*target_then, target_today)}, links, {now, Evidence::kSync},
                finders, Policy());
  } else {
    bound.record.bindings = lockstep::Bind(source_today, target_today, links, {now, Evidence::kBootstrap});
    MarkDoubtful(bound.record.bindings, source_document, target_document);
  }
  bound.said = PairingsOf(bound.record.bindings, source_today, target_today, finders.source);
  return bound;
}

Verdict TranslationBinder::Judge(const IndexEntry& source, const IndexEntry& target, const Policy& policy) {
  DocumentRecord source_now = reader_.Document(source.path).value();
  DocumentRecord target_now = reader_.Document(target.path).value();
  const std::optional<TranslationRecord> known = reader_.Translation(target.key);
  const bool up_to_date = known && IsUpToDate(*known, source_now, target_now);
  const Bindings bindings = up_to_date ? known->bindings : Bind(source, target, {}).record.bindings;
  return lockstep::Judge(bindings, OutlineOf(std::move(source_now)), OutlineOf(std::move(target_now)),
                         FindersFor(source, target), policy);
}

}  // namespace lockstep
