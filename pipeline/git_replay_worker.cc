#include "pipeline/git_replay_worker.h"

#include <fmt/format.h>

#include "pipeline/file_reader.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

Diagnostic TooLargeToRead(const std::string& path, std::uint64_t size) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kError;
  diagnostic.code = "file-too-large";
  diagnostic.message = fmt::format("{} bytes in the history, at most {} are read", size, kMaxFileSize);
  diagnostic.where.path = path;
  return diagnostic;
}

}  // namespace

ReplayWorker::ReplayWorker(const Configuration& configuration, const Locales& locales, Store& store, SyncWriter& writer,
                           TouchedReviews& touched)
    : configuration_(&configuration),
      rules_hash_(RulesHash(configuration)),
      tools_(locales),
      binder_(configuration, locales, store),
      reader_(store.Reader()),
      writer_(&writer),
      touched_(&touched) {}

void ReplayWorker::Do(Task task) {
  if (auto* version = std::get_if<VersionTask>(&task)) return Put(std::move(*version));
  const BindTask& bind = std::get<BindTask>(task);
  binder_.Bind(bind.review, bind.occasion);
}

// The record has no stamp: no file on disk was looked at, and the sync behind the replay will do so.
void ReplayWorker::Put(VersionTask task) {
  const std::optional<FileRecord> known = reader_.File(task.path);
  if (known && known->key) touched_->Add(*known->key);
  FileRecord file;
  file.rules_hash = rules_hash_;
  if (const auto* large = std::get_if<GitRepository::TooLarge>(&task.text)) {
    return writer_->PutUnusable(task.path, file, {TooLargeToRead(task.path, large->size)});
  }
  auto& text = std::get<std::string>(task.text);
  file.content_hash = Hash64(text);
  const bool same = known && known->content_hash == file.content_hash && known->rules_hash == rules_hash_;
  if (same && !task.moved) return;

  Diagnostics diags;
  const Document document = Prepare({task.path, std::move(text)}, task.match, configuration_->rules, tools_, diags);
  if (!document.usable) return writer_->PutUnusable(task.path, file, diags.items());
  file.usable = true;
  file.key = document.key;
  touched_->Add(document.key);
  writer_->PutDocument(task.path, known, file, RecordOf(document, file.content_hash), diags.items());
}

}  // namespace lockstep
