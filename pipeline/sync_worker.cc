#include "pipeline/sync_worker.h"

#include <variant>

#include "locales/unicode.h"
#include "pipeline/file_reader.h"
#include "pipeline/version.h"
#include "stages/model/hash.h"
#include "stages/model/outline.h"
#include "store/fuzzy_index.h"
#include "store/lock.h"

namespace lockstep {
namespace {

// Below this, the log is read back at the next opening in no time.
constexpr std::uint64_t kFlushAfter = 500;

// Fewer sentences may stand in any number of documents.
constexpr std::size_t kTelling = 2;

bool ByPath(const SyncChange& a, const SyncChange& b) {
  return a.path < b.path;
}
bool ByPlace(const Diagnostic& a, const Diagnostic& b) {
  return a < b;
}

}  // namespace

void SyncTally::Count(SyncChange change) {
  const std::lock_guard lock(mutex_);
  ++counts_[static_cast<std::size_t>(change.kind)];
  changes_.Add(std::move(change), ByPath);
}

void SyncTally::Arrived(Arrival arrival) {
  const std::lock_guard lock(mutex_);
  touched_.insert(arrival.path);
  arrivals_.push_back(std::move(arrival));
}

void SyncTally::Touched(const std::string& path) {
  const std::lock_guard lock(mutex_);
  touched_.insert(path);
}

void SyncTally::Report(Diagnostic diagnostic) {
  const std::lock_guard lock(mutex_);
  errors_ += diagnostic.severity == Severity::kError ? 1 : 0;
  warnings_ += diagnostic.severity == Severity::kWarning ? 1 : 0;
  if (remembers_reported_) reported_.insert(diagnostic.where.path);
  diagnostics_.Add(std::move(diagnostic), ByPlace);
}

void SyncTally::Suppressed(std::uint64_t count) {
  const std::lock_guard lock(mutex_);
  suppressed_ += count;
}

std::vector<Arrival> SyncTally::TakeArrivals() {
  std::sort(arrivals_.begin(), arrivals_.end(), [](const Arrival& a, const Arrival& b) { return a.path < b.path; });
  return std::move(arrivals_);
}

void SyncTally::MoveTo(SyncResult& result) {
  const auto count = [&](SyncChange::Kind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  result.read = read;
  result.added = count(SyncChange::Kind::kAdded);
  result.changed = count(SyncChange::Kind::kChanged);
  result.removed = count(SyncChange::Kind::kRemoved);
  result.renamed = count(SyncChange::Kind::kRenamed);
  result.failed = count(SyncChange::Kind::kFailed);
  result.changes = changes_.Take(ByPath);
  result.diagnostics = diagnostics_.Take(ByPlace);
  result.errors = errors_;
  result.warnings = warnings_;
  result.suppressed = suppressed_ + diagnostics_.added() - result.diagnostics.size();
}

void SyncWriter::Begin() {
  const std::lock_guard lock(mutex_);
  if (run_) return;
  run_ = store_->BeginRun({.command = command_,
                           .version = Version(),
                           .begin_ms = options_->now_ms,
                           .host = HostName(),
                           .arguments = options_->arguments});
}

void SyncWriter::PutDocument(const std::string& path, const std::optional<FileRecord>& before, const FileRecord& file,
                             const DocumentRecord& document, const std::vector<Diagnostic>& diagnostics) {
  if (store_ == nullptr) return;
  Begin();
  store_->PutDocument(path, before, file, document, diagnostics);
}

void SyncWriter::PutUnusable(const std::string& path, const FileRecord& file,
                             const std::vector<Diagnostic>& diagnostics) {
  if (store_ == nullptr) return;
  Begin();
  store_->PutUnusable(path, file, diagnostics);
}

void SyncWriter::PutFile(const std::string& path, const FileRecord& file) {
  if (store_ != nullptr) store_->PutFile(path, file);  // the document is the same: no run
}

void SyncWriter::Remove(const std::string& path) {
  if (store_ == nullptr) return;
  Begin();
  store_->Remove(path);
}

void SyncWriter::Resume() {
  if (store_ != nullptr) Begin();
}

void SyncWriter::Move(const std::string& from, const std::string& to) {
  if (store_ == nullptr) return;
  Begin();
  store_->Move(from, to);
}

void SyncWriter::TakeOver(const std::string& from, const std::string& to) {
  if (store_ == nullptr) return;
  Begin();
  store_->TakeOver(from, to);
}

Moment SyncWriter::Now() {
  Begin();
  const std::lock_guard lock(mutex_);
  return {options_->now_ms, "run " + std::to_string(run_->id)};
}

void SyncWriter::Finish(SyncResult& result, const std::optional<HistoryRecord>& history) {
  if (!run_) return;
  run_->end_ms = options_->clock == nullptr ? options_->now_ms : options_->clock();
  run_->documents = result.files;
  run_->added = result.added;
  run_->changed = result.changed;
  run_->removed = result.removed;
  run_->renamed = result.renamed;
  run_->failed = result.failed;
  run_->errors = result.errors;
  run_->warnings = result.warnings;
  const auto listed = static_cast<std::ptrdiff_t>(std::min(result.changes.size(), kMaxRunChanges));
  run_->changes.assign(result.changes.begin(), result.changes.begin() + listed);
  UpdateIndexes(store_->engine());
  store_->FinishRun(*run_, history);
  if (result.added + result.changed + result.removed >= kFlushAfter) store_->engine().Flush();
  result.run = run_;
}

SyncWorker::SyncWorker(const Configuration& configuration, const Locales& locales, bool may_be_renamed,
                       SyncWriter& writer, SyncTally& tally)
    : configuration_(&configuration),
      rules_hash_(RulesHash(configuration)),
      may_be_renamed_(may_be_renamed),
      tools_(locales),
      writer_(&writer),
      tally_(&tally) {}

void SyncWorker::Do(SyncTask task) {
  ++tally_->read;
  FileRecord file;
  file.stamp = task.entry.stamp;
  file.rules_hash = rules_hash_;
  auto reading = ReadFile(configuration_->site, task.entry.path);
  if (const Diagnostic* problem = std::get_if<Diagnostic>(&reading)) {
    // What failed may work tomorrow, and the file's stamp will not tell.
    file.racy = problem->code == "file-changing" || problem->code == "file-unreadable";
    return PutFailed(task, file, {*problem});
  }
  FileContent& content = std::get<FileContent>(reading);
  file.stamp = content.stamp;
  file.racy = content.racy;
  file.content_hash = content.hash;
  if (task.known && task.known->content_hash == content.hash && task.known->rules_hash == rules_hash_) {
    file.usable = task.known->usable;
    file.key = task.known->key;
    if (file != *task.known) writer_->PutFile(task.entry.path, file);
    return;
  }

  Diagnostics diags;
  Source source{task.entry.path, std::move(content.text)};
  Document document = Prepare(std::move(source), task.entry.match, configuration_->rules, tools_, diags);
  tally_->Suppressed(diags.suppressed());
  if (document.usable) return PutUsable(task, std::move(file), document, diags);
  PutFailed(task, std::move(file), diags.items());
}

void SyncWorker::PutUsable(const SyncTask& task, FileRecord file, const Document& document, const Diagnostics& diags) {
  const std::string& path = task.entry.path;
  file.usable = true;
  file.key = document.key;
  const DocumentRecord record = RecordOf(document, file.content_hash);
  writer_->PutDocument(path, task.known, file, record, diags.items());
  for (const Diagnostic& diagnostic : diags.items()) tally_->Report(diagnostic);
  if (task.known && task.known->key) {  // without a key, the file was seen, but never a document
    tally_->Touched(path);
    tally_->Count({SyncChange::Kind::kChanged, path});
  } else if (may_be_renamed_) {
    tally_->Arrived({path, file.content_hash, record.key, TextHash(record)});
  } else {
    tally_->Count({SyncChange::Kind::kAdded, path});
  }
}

void SyncWorker::PutFailed(const SyncTask& task, FileRecord file, const std::vector<Diagnostic>& diagnostics) {
  file.usable = false;
  if (task.known) file.key = task.known->key;
  if (task.known != file) writer_->PutUnusable(task.entry.path, file, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) tally_->Report(diagnostic);
  tally_->Count({SyncChange::Kind::kFailed, task.entry.path});
}

DocumentRecord RecordOf(const Document& document, std::uint64_t content_hash) {
  DocumentRecord record;
  record.key = document.key;
  record.content_hash = content_hash;
  record.segments = MakeOutline(document).segments;
  for (const SegmentRecord& segment : record.segments) {
    const bool translatable =
        segment.is_field() ? segment.role == FieldRole::kTranslate : IsTranslatable(segment.block_kind);
    if (translatable) record.words += CountWords(segment.text);
  }
  return record;
}

std::uint64_t TextHash(const DocumentRecord& document) {
  std::string keys = document.key.lang;
  std::size_t sentences = 0;
  for (const SegmentRecord& segment : document.segments) {
    if (segment.is_field()) continue;
    sentences += segment.block_kind == BlockKind::kParagraph ? 1 : 0;
    keys += ' ' + std::to_string(segment.keys.exact);
  }
  return sentences < kTelling ? 0 : Hash64(keys);
}

}  // namespace lockstep
