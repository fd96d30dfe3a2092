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

// Aligning is most of the work, and rarely needed.
Bindings Carry(const BoundVersions& known, const Today& today, const View& lexicons, const Occasion& occasion,
               const Policy& policy) {
  const Outline& source_then = known.source.outline;
  const Outline& target_then = known.target.outline;
  const Step source{source_then, today.source, MatchVersions(source_then, today.source)};
  const Step target{target_then, today.target, MatchVersions(target_then, today.target)};
  std::vector<Link> links;
  if (NeedAlignment(known.record.bindings, source, target)) {
    links = AlignWithLexicon(DocumentOf(today.source, today.finders.source),
                             DocumentOf(today.target, today.finders.target), lexicons)
                .AllSegments();
  }
  return Advance(known.record.bindings, source, target, links, occasion, today.finders, policy);
}

// True where the side of a translation that knows of `path` counts in the document `now`, as it is stored.
bool Stands(const BoundVersions::Version& version, const std::string& path, const IndexEntry& now) {
  return version.is_stored && path == now.path;
}

bool IsUpToDate(const BoundVersions& known, const IndexEntry& source, const IndexEntry& target) {
  return known.record.key == target.key && Stands(known.source, known.record.source_path, source) &&
         Stands(known.target, known.record.target_path, target);
}

}  // namespace

Finders TranslationBinder::FindersFor(const DocumentKey& source, const DocumentKey& target) {
  return {tools_.For(source.lang).facts, tools_.For(target.lang).facts};
}

std::optional<TranslationRecord> TranslationBinder::Known(const IndexEntry& source, const IndexEntry& target) const {
  if (std::optional<TranslationRecord> record = reader_.Translation(target.key)) return record;
  // The same file under another ref: its bindings come along. It may have had several; those between the same two files
  // are the ones.
  std::optional<TranslationRecord> found;
  for (const PreviousKey& previous : reader_.PreviousOf(target.path)) {
    if (previous.side != PreviousKey::Side::kTarget) continue;
    std::optional<TranslationRecord> record = reader_.Translation(previous.translation);
    if (record && (!found || record->source_path == source.path)) found = std::move(record);
  }
  return found;
}

TranslationBinder::Bound TranslationBinder::Bind(const IndexEntry& source, const IndexEntry& target,
                                                 const Occasion& occasion) {
  Bound bound;
  std::optional<BoundVersions> known;
  if (std::optional<TranslationRecord> record = Known(source, target)) {
    if (record->key != target.key) bound.formerly = record->key;
    known = BoundVersions::Of(reader_, *std::move(record));
  }
  if (known && IsUpToDate(*known, source, target)) {
    bound.record = std::move(known->record);
    return bound;
  }
  DocumentRecord source_now = reader_.Document(source.path).value();
  DocumentRecord target_now = reader_.Document(target.path).value();
  bound.record = {target.key, source.path, target.path, source_now.content_hash, target_now.content_hash, {}};
  const Today today{OutlineOf(std::move(source_now)), OutlineOf(std::move(target_now)),
                    FindersFor(source.key, target.key)};
  if (known) {
    bound.record.bindings = Carry(*known, today, reader_.view(), occasion, policy_);
    return bound;
  }
  First first = BindFirst(today, occasion, lexicons_);
  bound.record.bindings = std::move(first.bindings);
  if (lexicons_ == nullptr) bound.unlearnt = UnlearntMark{target.key, first.doubtful};
  return bound;
}

void TranslationBinder::Learn(const IndexEntry& source, const IndexEntry& target, GrowingLexicons& lexicons) {
  if (!lexicons.Wants(source.key.lang, target.key) || Known(source, target)) return;
  const Today today{OutlineOf(reader_.Document(source.path).value()), OutlineOf(reader_.Document(target.path).value()),
                    FindersFor(source.key, target.key)};
  lexicons.Learn(today.source, today.target, BindFirst(today, {}, nullptr).bindings);
}

std::optional<TranslationRecord> TranslationBinder::BindHalf(const TranslationRecord& known, const IndexEntry* source,
                                                             const IndexEntry* target, const Occasion& occasion) {
  const std::optional<BoundVersions> then = BoundVersions::Of(reader_, known);
  if (!then) return std::nullopt;
  const bool source_stays =
      source == nullptr ? known.source_hash == 0 : Stands(then->source, known.source_path, *source);
  const bool target_stays =
      target == nullptr ? known.target_hash == 0 : Stands(then->target, known.target_path, *target);
  if (source_stays && target_stays) return known;

  const DocumentRecord none;
  const DocumentRecord source_now = source == nullptr ? none : reader_.Document(source->path).value();
  const DocumentRecord target_now = target == nullptr ? none : reader_.Document(target->path).value();
  TranslationRecord record = known;
  if (source != nullptr) record.source_path = source->path;
  if (target != nullptr) record.target_path = target->path;
  record.source_hash = source_now.content_hash;
  record.target_hash = target_now.content_hash;
  // Whichever side is gone has no text that its finder would be asked about.
  const std::string& lang = source != nullptr ? source->key.lang : known.key.lang;
  const Today today{
      OutlineOf(source_now), OutlineOf(target_now), {tools_.For(lang).facts, tools_.For(known.key.lang).facts}};
  record.bindings = Carry(*then, today, reader_.view(), occasion, policy_);
  return record;
}

TranslationBinder::Loaded TranslationBinder::Load(const IndexEntry& source, const IndexEntry& target) {
  std::optional<BoundVersions> known = BoundVersions::Load(reader_, target.key);
  if (known && IsUpToDate(*known, source, target)) {
    return {std::move(known->source.outline), std::move(known->target.outline), std::move(known->record.bindings)};
  }
  Bindings bindings = Bind(source, target, {}).record.bindings;
  return {OutlineOf(reader_.Document(source.path).value()), OutlineOf(reader_.Document(target.path).value()),
          std::move(bindings)};
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
