// The store in the program's own words: files, documents, reviews, diagnostics, runs.
//
// Reading goes through a StoreReader over a View (the engine itself, or a snapshot of it); writing through
// a Store, one atomic batch a document.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/engine.h"
#include "store/keys.h"
#include "store/leveldb_engine.h"
#include "store/records.h"

namespace lockstep {

class StoreReader {
 public:
  // `view` must outlive this object.
  explicit StoreReader(const View& view) : view_(&view) {}

  std::optional<FileRecord> File(std::string_view path) const;
  std::optional<DocumentRecord> Document(std::string_view path) const;
  std::vector<Diagnostic> DiagnosticsOf(std::string_view path) const;
  std::optional<RunRecord> LastRun() const;
  // The last run of `command` among `last` and those before it.
  std::optional<RunRecord> LastRunOf(std::string_view command, std::optional<RunRecord> last) const;
  std::optional<HistoryRecord> History() const;  // nothing where no history was replayed

  // Files in byte order of their paths, one at a time, to be merged with a walk of the site.
  class FileCursor {
   public:
    explicit FileCursor(std::unique_ptr<View::Cursor> cursor) : cursor_(std::move(cursor)) {}
    bool Valid() const { return cursor_->Valid(); }
    void Next() { cursor_->Next(); }
    std::string_view path() const;  // until Next
    FileRecord record() const;

   private:
    std::unique_ptr<View::Cursor> cursor_;
  };
  FileCursor Files() const;

  // Calls `visit` for each review, by collection then ref in byte order, with its documents by language then
  // path. Duplicates (two documents of one language) are all there. Memory: one review.
  void ForEachReview(const std::function<void(const std::vector<IndexEntry>&)>& visit) const;
  // The documents of one review (collection and ref of `key`), as above.
  std::vector<IndexEntry> Review(std::string_view collection, std::string_view ref) const;

  // The bindings of all translations of a review, by language.
  std::vector<TranslationRecord> Translations(std::string_view collection, std::string_view ref) const;
  // The bindings of the translation `key` (collection, ref and the target's language).
  std::optional<TranslationRecord> Translation(const DocumentKey& key) const;
  // The version of a document that the bindings of a translation still count in, where it has changed or gone since
  // they were written; nothing where the document record is that version.
  std::optional<DocumentRecord> Previous(const PreviousKey& key) const;
  // All of those that there are of the document `path`, in key order.
  std::vector<PreviousKey> PreviousOf(std::string_view path) const;
  void ForEachTranslation(const std::function<bool(const TranslationRecord&)>& visit) const;  // until it returns false
  // True where the review's documents have changed since its bindings were written.
  bool IsUnbound(std::string_view collection, std::string_view ref) const;
  // Calls `visit` for each review whose documents have changed since its bindings were written, in key order.
  void ForEachUnbound(const std::function<void(const std::string& collection, const std::string& ref)>& visit) const;

  // Calls `visit` for each translation that the lexicon has not learned from, in key order.
  void ForEachUnlearnt(const std::function<void(const UnlearntMark&)>& visit) const;

  // Calls `visit` for each translation whose bindings the memory has not heard of, in key order.
  void ForEachUnfed(const std::function<void(const DocumentKey&)>& visit) const;

  void ForEachDiagnostic(const std::function<void(const Diagnostic&)>& visit) const;  // by path
  void ForEachRun(const std::function<void(const RunRecord&)>& visit) const;          // by id

  const View& view() const { return *view_; }

 private:
  const View* view_;
};

class Store {
 public:
  // Checks the format version; writes it into an empty engine, and brings an older format up to this one. Throws
  // StoreError where it is a newer one, or where there are records without one.
  explicit Store(std::unique_ptr<Engine> engine);

  StoreReader Reader() const { return StoreReader(*engine_); }
  Engine& engine() { return *engine_; }

  // Each is one atomic batch; all are thread-safe for different paths.
  //
  // PutDocument (where key, content or segments are others than before) and Remove mark the reviews they touch as
  // unbound, and keep the version that is replaced as Previous of each translation whose bindings count in it, in the
  // same batch: a run that is killed before it bound a review loses nothing.

  // Writes the records of the file and the document always, the others where they differ. `before` is what File(path)
  // gives.
  void PutDocument(std::string_view path, const std::optional<FileRecord>& before, const FileRecord& file,
                   const DocumentRecord& document, const std::vector<Diagnostic>& diagnostics);
  // The file could not be used: the document record of an earlier reading stays, and its index entry is
  // marked. The stored record's `key` is the one stored before, whatever `file` says.
  void PutUnusable(std::string_view path, const FileRecord& file, const std::vector<Diagnostic>& diagnostics);
  void PutFile(std::string_view path, const FileRecord& file);  // same content, new stamp
  void Remove(std::string_view path);
  // What is known of the file `from` is known of `to` now, bindings included; its review is marked as unbound. Does
  // nothing where `from` is not known, or `to` is. A document that moved and changed is moved first, then put.
  void Move(std::string_view from, std::string_view to);
  // The document at `to`, which was put before anybody knew that it had come from `from`, another path: takes over the
  // bindings that count in `from`, with the versions they count in. Then as Remove(from).
  void TakeOver(std::string_view from, std::string_view to);

  // Writes the bindings of one review, which count in its documents as they are stored, and the marks of what is to be
  // learned from, forgets those of the translations in `gone`, takes away its mark and the previous versions that these
  // translations counted in, in one batch. Translations whose bindings changed are marked as unfed: the memory has not
  // heard of them (see FeedMemory).
  void PutBindings(std::string_view collection, std::string_view ref,
                   const std::vector<TranslationRecord>& translations, const std::vector<DocumentKey>& gone,
                   const std::vector<UnlearntMark>& unlearnt = {});

  void PutHistory(const HistoryRecord& history);
  // Forgets all documents with all their bindings, in many batches; the runs stay. Where it is killed, a sync puts
  // right what is left.
  void ForgetDocuments();

  // Takes away the mark of a translation, and writes `better`, if that is not null, in place of its bindings, in one
  // batch.
  void PutLearnt(const DocumentKey& translation, const TranslationRecord* better);

  // Writes a run's record with begin. Its id is the last one's plus 1; that of a last one that never finished is taken
  // again where `start` does the same work, so that what is said of "run 3" is the same whether that run was killed on
  // its way or not, and never of two commands. The same work is a sync after a sync, and otherwise the same command
  // with the same arguments. `start` says what is known at the beginning; its id is given by the store.
  RunRecord BeginRun(RunRecord start);
  // Writes the record as finished, with end and counts, and how far the history was replayed, where the run did that;
  // synced to disk: when this returns the run survives power loss.
  void FinishRun(const RunRecord& run, const std::optional<HistoryRecord>& history = std::nullopt);
  // Forgets all runs but the last `keep` (at least one: the next id follows it), and returns how many that were.
  std::uint64_t ForgetRuns(std::uint64_t keep);

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace lockstep
