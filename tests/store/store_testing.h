// What the store's tests share: temporary directories and records with random content.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "store/store.h"

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
  RunRecord Run() {
    RunRecord run{.id = Number(), .command = Bytes(), .version = Bytes(), .finished = Below(2) == 1};
    run.begin_ms = static_cast<std::int64_t>(Number());
    run.end_ms = static_cast<std::int64_t>(Number());
    run.added = Number();
    run.changed = Number();
    run.removed = Number();
    run.failed = Number();
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

inline void PutSample(Store& store, const std::string& name, std::uint64_t hash, std::size_t segments = 3) {
  store.PutDocument(name + ".md", SampleFile(hash), SampleDocument(name, hash, segments), {});
}

}  // namespace lockstep
