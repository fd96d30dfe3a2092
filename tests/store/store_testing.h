// What the store's tests share: temporary directories and records with random content.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <ostream>
#include <random>
#include <string>

#include "store/dump.h"
#include "store/store.h"
#include "store/verify.h"

namespace lockstep {

// A directory of its own, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lockstep-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }
  std::string Store() const { return path_ + "/store"; }

 private:
  std::string path_;
};

class RandomRecords {
 public:
  explicit RandomRecords(unsigned seed) : random_(seed) {}

  std::uint64_t Below(std::uint64_t limit) { return random_() % limit; }
  // Small numbers and large ones alike.
  std::uint64_t Number() { return random_() >> Below(64); }
  std::uint32_t Number32() { return static_cast<std::uint32_t>(Number()); }
  // Short, of few different bytes, so that prefixes and zeros come often.
  std::string Bytes() {
    static constexpr unsigned char kBytes[] = {0, 1, 2, 'a', 'b', 0x7f, 0xfe, 0xff};
    std::string text(Below(6), ' ');
    for (char& byte : text) byte = static_cast<char>(kBytes[Below(sizeof kBytes)]);
    return text;
  }
  DocumentKey Key() { return {Bytes(), Bytes(), Bytes()}; }
  FileRecord File() {
    FileRecord file;
    file.stamp = {Number(), static_cast<std::int64_t>(Number()), -static_cast<std::int64_t>(Number() / 2), Number()};
    file.racy = Below(2) == 1;
    file.content_hash = Number();
    file.rules_hash = Number32();
    file.usable = Below(2) == 1;
    if (Below(2) == 1) file.key = Key();
    return file;
  }
  SegmentRecord Segment() {
    SegmentRecord segment;
    if (Below(2) == 1) {
      segment.kind = SegmentRecord::Kind::kField;
      segment.field = Bytes();
      segment.role = static_cast<FieldRole>(Below(7));
    } else {
      segment.block_kind = static_cast<BlockKind>(Below(14));
      segment.block = Number32();
    }
    segment.section = Bytes();
    segment.first_line = Number32();
    segment.last_line = Number32();
    segment.text = Bytes();
    segment.keys = {Number(), Number(), Number()};
    return segment;
  }
  DocumentRecord Document() {
    DocumentRecord document;
    document.key = Key();
    document.extractor_version = Number32();
    document.content_hash = Number();
    document.words = Number();
    for (std::uint64_t i = Below(90); i > 0; --i) document.segments.push_back(Segment());
    return document;
  }
  Location Where() {
    Location where{.path = Bytes(), .line = Number(), .column = Number(), .line_text = Bytes()};
    where.mark_end = Below(where.line_text.size() + 1);
    where.mark_begin = Below(where.mark_end + 1);
    return where;
  }
  std::vector<Diagnostic> Diagnostics() {
    std::vector<Diagnostic> diagnostics(Below(4));
    for (Diagnostic& diagnostic : diagnostics) {
      diagnostic = {static_cast<Severity>(Below(3)), Bytes(), Bytes(), Where(), {}};
      for (std::uint64_t i = Below(3); i > 0; --i) diagnostic.notes.push_back({Where(), Bytes()});
    }
    return diagnostics;
  }
  Moment When() { return {static_cast<std::int64_t>(Number()) - 1000, Bytes()}; }
  std::vector<std::uint32_t> Indices() {
    std::vector<std::uint32_t> indices(Below(4));
    for (std::uint32_t& index : indices) index = Number32();
    return indices;
  }
  // Mostly as an unchanged review has them: one after the other, made at the same time.
  std::vector<Acceptance> SomeAcceptances() {
    std::vector<Acceptance> acceptances(Below(3));
    for (Acceptance& acceptance : acceptances) {
      acceptance.who = Bytes();
      acceptance.why = Bytes();
      acceptance.when = When();
      if (Below(2) == 0) acceptance.source_basis = Bytes();
      if (Below(2) == 0) acceptance.target_basis = Bytes();
      acceptance.evidence = static_cast<Evidence>(Below(6));
      acceptance.bound = When();
      if (Below(2) == 0) acceptance.source_edited = When();
      if (Below(2) == 0) acceptance.source_moved = When();
      acceptance.doubtful = Below(2) == 0;
    }
    return acceptances;
  }
  Bindings SomeBindings() {
    Bindings bindings(Below(70));
    for (std::uint32_t i = 0; i < bindings.size(); ++i) {
      Binding& binding = bindings[i];
      binding.source = Below(3) == 0 ? Indices() : std::vector<std::uint32_t>{i};
      binding.target = Below(3) == 0 ? Indices() : std::vector<std::uint32_t>{i};
      if (Below(4) == 0) binding.source_basis = Bytes();
      if (Below(4) == 0) binding.target_basis = Bytes();
      binding.evidence = static_cast<Evidence>(Below(6));
      binding.bound = Below(2) == 0 ? When() : Moment{5, "run 1"};
      if (Below(4) == 0) binding.source_edited = When();
      if (Below(4) == 0) binding.source_moved = When();
      if (Below(4) == 0) binding.target_edited = When();
      if (Below(2) == 0) binding.confidence = static_cast<float>(Below(1000)) / 999;
      binding.doubtful = Below(4) == 0;
      if (binding.evidence == Evidence::kAccept) binding.acceptances = SomeAcceptances();
      if (Below(4) == 0) binding.cleared = {When(), When(), static_cast<Evidence>(Below(6)), Below(2) == 0};
    }
    return bindings;
  }
  TranslationRecord Translation() {
    return {.key = Key(),
            .source_path = Bytes(),
            .target_path = Bytes(),
            .source_hash = Number(),
            .target_hash = Number(),
            .bindings = SomeBindings()};
  }
  RunRecord Run() {
    RunRecord run{.id = Number(), .command = Bytes(), .version = Bytes(), .finished = Below(2) == 1};
    run.begin_ms = static_cast<std::int64_t>(Number());
    run.end_ms = static_cast<std::int64_t>(Number());
    run.added = Number();
    run.changed = Number();
    run.removed = Number();
    run.failed = Number();
    run.host = Bytes();
    for (std::uint64_t i = Below(4); i > 0; --i) run.arguments.push_back(Bytes());
    run.documents = Number();
    run.renamed = Number();
    run.errors = Number();
    run.warnings = Number();
    for (std::uint64_t i = Below(4); i > 0; --i) {
      RunChange change{static_cast<RunChange::Kind>(Below(5)), Bytes()};
      if (change.kind == RunChange::Kind::kRenamed) change.old_path = Bytes();
      run.changes.push_back(change);
    }
    return run;
  }

 private:
  std::mt19937_64 random_;
};

// A sound document of `ref`, and its file.
inline DocumentRecord SampleDocument(const std::string& ref, std::uint64_t hash, std::size_t segments = 3) {
  DocumentRecord document;
  document.key = {"reviews", ref, "en"};
  document.content_hash = hash;
  document.words = segments * 4;
  for (std::uint32_t i = 0; i < segments; ++i) {
    SegmentRecord segment;
    segment.block = i;
    segment.section = "overview";
    segment.first_line = segment.last_line = i + 1;
    segment.text = ref + " sounds clear, take " + std::to_string(hash);
    segment.keys = {hash + i, hash, 7};
    document.segments.push_back(segment);
  }
  return document;
}

inline FileRecord SampleFile(std::uint64_t hash) {
  FileRecord file;
  file.stamp = {100, 1'700'000'000'000'000'000, 1'700'000'000'000'000'000, 42};
  file.content_hash = hash;
  file.usable = true;
  return file;
}

// Sound bindings of `ref` between the documents `ref`.md and `ref`.ja.md with these hashes, segment by segment.
inline TranslationRecord SampleTranslation(const std::string& ref, std::uint64_t source_hash, std::uint64_t target_hash,
                                           std::uint32_t segments = 3) {
  TranslationRecord translation{.key = {"reviews", ref, "ja"},
                                .source_path = ref + ".md",
                                .target_path = ref + ".ja.md",
                                .source_hash = source_hash,
                                .target_hash = target_hash,
                                .bindings = {}};
  for (std::uint32_t i = 0; i < segments; ++i) {
    translation.bindings.push_back({.source = {i},
                                    .target = {i},
                                    .source_basis = {},
                                    .target_basis = {},
                                    .evidence = Evidence::kSync,
                                    .bound = {1'700'000'000'000, "run 1"},
                                    .source_edited = {},
                                    .target_edited = {}});
  }
  return translation;
}

inline DocumentRecord SampleTarget(const std::string& ref, std::uint64_t hash, std::size_t segments = 3) {
  DocumentRecord document = SampleDocument(ref, hash, segments);
  document.key.lang = "ja";
  return document;
}

// As a sync puts it that knows the file.
inline void PutDocument(Store& store, const std::string& path, const FileRecord& file, const DocumentRecord& document) {
  store.PutDocument(path, store.Reader().File(path), file, document, {});
}

inline RunRecord BeginRun(Store& store, const std::string& command, std::int64_t now_ms) {
  return store.BeginRun({.command = command, .version = "1", .begin_ms = now_ms});
}

inline void PutSampleTarget(Store& store, const std::string& ref, std::uint64_t hash, std::size_t segments = 3) {
  PutDocument(store, ref + ".ja.md", SampleFile(hash), SampleTarget(ref, hash, segments));
}

inline void PutSample(Store& store, const std::string& name, std::uint64_t hash, std::size_t segments = 3) {
  PutDocument(store, name + ".md", SampleFile(hash), SampleDocument(name, hash, segments));
}

inline std::string DumpOf(const View& view, bool all = false) {
  std::string text;
  DumpStore(view, {.all = all}, [&](std::string_view line) { text += line; });
  return text;
}

inline std::vector<Damage> FindingsOf(const View& view) {
  std::vector<Damage> findings;
  VerifyStore(view, [&](const Damage& finding) { findings.push_back(finding); });
  return findings;
}

// How a failing test prints one.
inline void PrintTo(const Damage& finding, std::ostream* out) {
  *out << finding.key << ": " << finding.what;
}

inline std::string Failure(const std::function<void()>& action) {
  try {
    action();
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

}  // namespace lockstep
