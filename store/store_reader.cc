#include "store/codec.h"
#include "store/keys.h"
#include "store/memory_codec.h"
#include "store/store.h"

namespace lockstep {
namespace {

// Visits the records of `tag`, decoded. In pages: whoever is called writes, and a scan that stays open would keep the
// write buffers of its time in memory.
template <typename Decode, typename Visit>
void ForEachInPages(const View& view, char tag, const Decode& decode, const Visit& visit) {
  constexpr std::size_t kPage = 1000;
  std::vector<decltype(decode({}, {}))> page;
  std::string from;
  do {
    page.clear();
    view.Scan({&tag, 1}, from, [&](std::string_view key, std::string_view value) {
      page.push_back(decode(key, value));
      from = key;
      return page.size() < kPage;
    });
    from += '\0';  // behind the last one
    for (const auto& record : page) visit(record);
  } while (page.size() == kPage);
}

}  // namespace

std::optional<FileRecord> StoreReader::File(std::string_view path) const {
  const std::string key = PathKey(kFileTag, path);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodeFile(key, *value);
}

std::optional<DocumentRecord> StoreReader::Document(std::string_view path) const {
  const std::string key = PathKey(kDocumentTag, path);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodeDocument(key, *value);
}

std::vector<Diagnostic> StoreReader::DiagnosticsOf(std::string_view path) const {
  const std::string key = PathKey(kDiagnosticsTag, path);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return {};
  return DecodeDiagnostics(key, *value);
}

namespace {

// The first run whose id is `id` or more.
std::optional<RunRecord> RunFrom(const View& view, std::uint64_t id) {
  std::optional<RunRecord> found;
  view.Scan({&kRunTag, 1}, RunKey(id), [&](std::string_view key, std::string_view value) {
    found = DecodeRun(key, value);
    return false;
  });
  return found;
}

}  // namespace

// A view is read forwards only: doubling steps pass the last run, then halving ones close in on it.
std::optional<RunRecord> StoreReader::LastRun() const {
  std::optional<RunRecord> last = RunFrom(*view_, 0);
  if (!last) return std::nullopt;
  std::uint64_t step = 1;
  const auto advance = [&] {
    if (step > UINT64_MAX - last->id) return false;
    std::optional<RunRecord> later = RunFrom(*view_, last->id + step);
    if (!later) return false;
    last = std::move(later);
    return true;
  };
  while (advance()) step *= 2;
  for (; step > 0; step /= 2) {
    while (advance()) {
    }
  }
  return last;
}

// Ids are given one after the other: going down from the last one finds it without a look at the first ones.
std::optional<RunRecord> StoreReader::LastRunOf(std::string_view command, std::optional<RunRecord> last) const {
  while (last && last->command != command) {
    const std::string key = RunKey(last->id - 1);
    const std::optional<std::string> value = last->id > 0 ? view_->Get(key) : std::nullopt;
    last = value ? std::optional(DecodeRun(key, *value)) : std::nullopt;
  }
  return last;
}

std::optional<HistoryRecord> StoreReader::History() const {
  const std::optional<std::string> value = view_->Get(kHistoryKey);
  if (!value) return std::nullopt;
  return DecodeHistory(kHistoryKey, *value);
}

std::string_view StoreReader::FileCursor::path() const {
  return PathOf(cursor_->key());
}

FileRecord StoreReader::FileCursor::record() const {
  return DecodeFile(cursor_->key(), cursor_->value());
}

StoreReader::FileCursor StoreReader::Files() const {
  return FileCursor(view_->Open({&kFileTag, 1}));
}

void StoreReader::ForEachReview(const std::function<void(const std::vector<IndexEntry>&)>& visit) const {
  std::vector<IndexEntry> review;
  view_->Scan({&kIndexTag, 1}, [&](std::string_view key, std::string_view value) {
    IndexEntry entry = DecodeIndexEntry(key, value);
    const bool same = !review.empty() && review.front().key.collection == entry.key.collection &&
                      review.front().key.ref == entry.key.ref;
    if (!review.empty() && !same) {
      visit(review);
      review.clear();
    }
    review.push_back(std::move(entry));
    return true;
  });
  if (!review.empty()) visit(review);
}

std::vector<IndexEntry> StoreReader::Review(std::string_view collection, std::string_view ref) const {
  std::vector<IndexEntry> review;
  view_->Scan(ReviewPrefix(collection, ref), [&](std::string_view key, std::string_view value) {
    review.push_back(DecodeIndexEntry(key, value));
    return true;
  });
  return review;
}

std::vector<TranslationRecord> StoreReader::Translations(std::string_view collection, std::string_view ref) const {
  std::vector<TranslationRecord> translations;
  view_->Scan(TranslationPrefix(collection, ref), [&](std::string_view key, std::string_view value) {
    translations.push_back(DecodeTranslation(key, value));
    return true;
  });
  return translations;
}

std::optional<TranslationRecord> StoreReader::Translation(const DocumentKey& document) const {
  const std::string key = TranslationKey(document);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodeTranslation(key, *value);
}

void StoreReader::ForEachTranslation(const std::function<bool(const TranslationRecord&)>& visit) const {
  view_->Scan({&kTranslationTag, 1},
              [&](std::string_view key, std::string_view value) { return visit(DecodeTranslation(key, value)); });
}

std::optional<DocumentRecord> StoreReader::Previous(const PreviousKey& previous) const {
  const std::string key = EncodePreviousKey(previous);
  const std::optional<std::string> value = view_->Get(key);
  if (!value) return std::nullopt;
  return DecodePrevious(key, *value);
}

std::vector<PreviousKey> StoreReader::PreviousOf(std::string_view path) const {
  std::vector<PreviousKey> keys;
  view_->Scan(PreviousPrefix(path), [&](std::string_view bytes, std::string_view) {
    if (std::optional<PreviousKey> key = DecodePreviousKey(bytes)) keys.push_back(*std::move(key));
    return true;
  });
  return keys;
}

bool StoreReader::IsUnbound(std::string_view collection, std::string_view ref) const {
  return view_->Get(UnboundKey(collection, ref)).has_value();
}

void StoreReader::ForEachUnbound(
    const std::function<void(const std::string& collection, const std::string& ref)>& visit) const {
  ForEachInPages(*view_, kUnboundTag, DecodeUnbound,
                 [&](const ReviewKey& review) { visit(review.collection, review.ref); });
}

void StoreReader::ForEachUnlearnt(const std::function<void(const UnlearntMark&)>& visit) const {
  ForEachInPages(*view_, kUnlearntTag, DecodeUnlearnt, visit);
}

void StoreReader::ForEachUnfed(const std::function<void(const DocumentKey&)>& visit) const {
  ForEachInPages(*view_, kUnfedTag, DecodeUnfed, visit);
}

void StoreReader::ForEachDiagnostic(const std::function<void(const Diagnostic&)>& visit) const {
  view_->Scan({&kDiagnosticsTag, 1}, [&](std::string_view key, std::string_view value) {
    for (const Diagnostic& diagnostic : DecodeDiagnostics(key, value)) visit(diagnostic);
    return true;
  });
}

void StoreReader::ForEachRun(const std::function<void(const RunRecord&)>& visit) const {
  view_->Scan({&kRunTag, 1}, [&](std::string_view key, std::string_view value) {
    visit(DecodeRun(key, value));
    return true;
  });
}

}  // namespace lockstep
