#include "pipeline/translation_binder.h"

#include <utility>
#include <vector>

#include "pipeline/lexicon_alignment.h"
#include "stages/alignment.h"
#include "stages/bindings.h"
#include "stages/outline_document.h"
#include "stages/realignment.h"
#include "stages/version_matching.h"
#include "store/bound_versions.h"

namespace lockstep {
namespace {

Outline OutlineOf(DocumentRecord record) {
  return {std::move(record.key), std::move(record.segments)};
}

using Today = TranslationBinder::Today;

// The bindings of a translation without any, and whether a lexicon might align it otherwise.
struct First {
  Bindings bindings;
  bool doubtful = false;
};

// Without `lexicons` (null) what is in doubt stays as it is.
First BindFirst(const Today& today, Occasion occasion, const GrowingLexicons* lexicons) {
  if (occasion.evidence == Evidence::kSync) occasion.evidence = Evidence::kBootstrap;
  const Document source = DocumentOf(today.source, today.finders.source);
  const Document target = DocumentOf(today.target, today.finders.target);
  Alignment alignment = Align(source, target);
  const Doubt doubt = FindDoubt(alignment, source, target);
  if (lexicons != nullptr) {
    alignment = RealignWithLexicon(
        std::move(alignment), doubt, source, target,
        [&](const LanguagePair& languages, const DoubtfulWords& words) { return lexicons->Read(languages, words); });
  }
  First first{Bind(today.source, today.target, alignment.AllSegments(), occasion), doubt.any()};
  MarkDoubtful(first.bindings, source, target, today.finders);
  return first;
}

// Aligning is most of the work, and only new text asks for it.
Bindings Carry(const Bindings& bindings, const Outline& source_then, const Outline& target_then, const Today& today,
               const View& lexicons, const Occasion& occasion, const Policy& policy) {
  const Step source{source_then, today.source, MatchVersions(source_then, today.source)};
  const Step target{target_then, today.target, MatchVersions(target_then, today.target)};
  std::vector<Link> links;
  if (HasNewText(source) || HasNewText(target)) {
    links = AlignWithLexicon(DocumentOf(today.source, today.finders.source),
                             DocumentOf(today.target, today.finders.target), lexicons)
                .AllSegments();
  }
  return Advance(bindings, source, target, links, occasion, today.finders, policy);
}

}  // namespace

Finders TranslationBinder::FindersFor(const DocumentKey& source, const DocumentKey& target) {
  return {tools_.For(source.lang).facts, tools_.For(target.lang).facts};
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

bool TranslationBinder::IsUpToDate(const TranslationRecord& known, const DocumentRecord& source,
                                   const DocumentRecord& target) const {
  // The same bytes may have been cut otherwise, by other rules or an older extractor.
  const auto counts_in = [&](const std::string& path, std::uint64_t hash, const DocumentRecord& now) {
    if (hash != now.content_hash) return false;
    const std::optional<DocumentRecord> previous = reader_.Previous(path);
    return !previous || previous->content_hash != hash;
  };
  return counts_in(known.source_path, known.source_hash, source) &&
         counts_in(known.target_path, known.target_hash, target);
}

std::optional<Outline> TranslationBinder::VersionOf(std::string_view path, std::uint64_t hash,
                                                    const DocumentRecord& now) const {
  if (hash == 0) return Outline();
  std::optional<DocumentRecord> version = reader_.Previous(path);
  const bool in_previous = version && version->content_hash == hash;
  if (!in_previous && now.content_hash == hash) return Outline{now.key, now.segments};
  // Another document may count for its language now, and this one stand in the store as it was.
  if (!version) version = reader_.Document(path);
  if (!version || version->content_hash != hash) return std::nullopt;
  return OutlineOf(*std::move(version));
}

TranslationBinder::Bound TranslationBinder::Bind(const IndexEntry& source, const IndexEntry& target,
                                                 const Occasion& occasion) {
  DocumentRecord source_now = reader_.Document(source.path).value();
  DocumentRecord target_now = reader_.Document(target.path).value();
  Bound bound;
  const std::optional<TranslationRecord> known = Known(target, bound.formerly);
  if (known && !bound.formerly && IsUpToDate(*known, source_now, target_now)) {
    ExpectSegments(*known, source_now.segments.size(), target_now.segments.size());
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
  const Today today{OutlineOf(std::move(source_now)), OutlineOf(std::move(target_now)),
                    FindersFor(source.key, target.key)};
  if (source_then && target_then) {
    ExpectSegments(*known, source_then->segments.size(), target_then->segments.size());
    bound.record.bindings =
        Carry(known->bindings, *source_then, *target_then, today, reader_.view(), occasion, policy_);
    return bound;
  }
  First first = BindFirst(today, occasion, lexicons_);
  bound.record.bindings = std::move(first.bindings);
  if (lexicons_ == nullptr) bound.unlearnt = UnlearntMark{target.key, first.doubtful};
  return bound;
}

void TranslationBinder::Learn(const IndexEntry& source, const IndexEntry& target, GrowingLexicons& lexicons) {
  std::optional<DocumentKey> formerly;
  if (!lexicons.Wants(source.key.lang, target.key) || Known(target, formerly)) return;
  const Today today{OutlineOf(reader_.Document(source.path).value()), OutlineOf(reader_.Document(target.path).value()),
                    FindersFor(source.key, target.key)};
  lexicons.Learn(today.source, today.target, BindFirst(today, {}, nullptr).bindings);
}

bool TranslationBinder::Waits(const TranslationRecord& known) const {
  const auto is_elsewhere = [&](const std::string& path) {
    const std::optional<FileRecord> file = reader_.File(path);
    return file && file->key && (file->key->collection != known.key.collection || file->key->ref != known.key.ref);
  };
  return is_elsewhere(known.source_path) || is_elsewhere(known.target_path);
}

std::optional<TranslationRecord> TranslationBinder::BindHalf(const TranslationRecord& known, const IndexEntry* source,
                                                             const IndexEntry* target, const Occasion& occasion) {
  const DocumentRecord none;
  const DocumentRecord source_now = source == nullptr ? none : reader_.Document(source->path).value();
  const DocumentRecord target_now = target == nullptr ? none : reader_.Document(target->path).value();
  const std::optional<Outline> source_then = VersionOf(known.source_path, known.source_hash, source_now);
  const std::optional<Outline> target_then = VersionOf(known.target_path, known.target_hash, target_now);
  if (!source_then || !target_then) return std::nullopt;
  ExpectSegments(known, source_then->segments.size(), target_then->segments.size());

  TranslationRecord record = known;
  if (source != nullptr) record.source_path = source->path;
  if (target != nullptr) record.target_path = target->path;
  record.source_hash = source_now.content_hash;
  record.target_hash = target_now.content_hash;
  if (record.source_hash == known.source_hash && record.target_hash == known.target_hash) return record;
  // Whichever side is gone has no text that its finder would be asked about.
  const std::string& lang = source != nullptr ? source->key.lang : known.key.lang;
  const Today today{
      OutlineOf(source_now), OutlineOf(target_now), {tools_.For(lang).facts, tools_.For(known.key.lang).facts}};
  record.bindings = Carry(known.bindings, *source_then, *target_then, today, reader_.view(), occasion, policy_);
  return record;
}

TranslationBinder::Loaded TranslationBinder::Load(const IndexEntry& source, const IndexEntry& target) {
  DocumentRecord source_now = reader_.Document(source.path).value();
  DocumentRecord target_now = reader_.Document(target.path).value();
  std::optional<TranslationRecord> known = reader_.Translation(target.key);
  const bool up_to_date = known && IsUpToDate(*known, source_now, target_now);
  if (up_to_date) ExpectSegments(*known, source_now.segments.size(), target_now.segments.size());
  Bindings bindings = up_to_date ? std::move(known->bindings) : Bind(source, target, {}).record.bindings;
  return {OutlineOf(std::move(source_now)), OutlineOf(std::move(target_now)), std::move(bindings)};
}

Verdict TranslationBinder::Judge(const Loaded& translation) {
  return lockstep::Judge(translation.bindings, translation.source, translation.target,
                         FindersFor(translation.source.key, translation.target.key), policy_);
}

Verdict TranslationBinder::Judge(const IndexEntry& source, const IndexEntry& target) {
  return Judge(Load(source, target));
}

std::vector<Finding> TranslationBinder::Examine(const Loaded& translation) {
  return lockstep::Examine(translation.bindings, translation.source, translation.target,
                           FindersFor(translation.source.key, translation.target.key), policy_);
}

}  // namespace lockstep
