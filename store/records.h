// The values that the store keeps, as plain structs. store/FORMAT.md says how each is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/binding.h"
#include "stages/model/diagnostic.h"
#include "stages/model/document.h"
#include "stages/model/outline.h"

namespace lockstep {

// What stat(2) says of a file; equal stamps mean an unchanged file, unless the stamp is racy.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  // since the epoch, UTC
  std::int64_t ctime_ns = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileStamp&) const = default;
};

// One a file that a collection's pattern takes, usable or not.
struct FileRecord {
  FileStamp stamp;
  // True where the file was changed so shortly before it was read that a later change could carry the
  // same stamp: such a file is hashed again the next time. Git calls this racy.
  bool racy = false;
  std::uint64_t content_hash = 0;  // XXH3 of the bytes, 64 bits
  std::uint32_t rules_hash = 0;    // of the site's rules and the extractor's version it was read with
  bool usable = false;             // false: the last reading failed; the document record is of an older one
  std::optional<DocumentKey> key;  // of the document record, if there is one
  bool operator==(const FileRecord&) const = default;
};

// A segment as it is kept: its text and where it stood when the document was read.
using SegmentRecord = OutlineSegment;

struct DocumentRecord {
  DocumentKey key;
  std::uint32_t extractor_version = kExtractorVersion;
  std::uint64_t content_hash = 0;  // of the bytes it was made from
  std::uint64_t words = 0;         // of the translatable segments
  std::vector<SegmentRecord> segments;
  bool operator==(const DocumentRecord&) const = default;
};

// What `status` needs of a document, in the index by review: reading a site's state touches no segment.
struct IndexEntry {
  DocumentKey key;
  std::string path;
  std::uint64_t words = 0;
  std::uint32_t segments = 0;
  bool usable = true;  // false: the file on disk is unreadable now; this tells of its last good version
  bool operator==(const IndexEntry&) const = default;
};

// What one translation was made for: the bindings between a review's source document and its document in one other
// language. Their segment indices count in the two versions whose hashes are given here; where a document has changed
// since, StoreReader::Previous has the version they count in. See BoundVersions.
struct TranslationRecord {
  DocumentKey key;  // collection, ref, and the language of the translation
  std::string source_path;
  std::string target_path;
  std::uint64_t source_hash = 0;  // DocumentRecord::content_hash; 0: the document is gone, the bindings know its text
  std::uint64_t target_hash = 0;
  Bindings bindings;
  bool operator==(const TranslationRecord&) const = default;
};

// A document that a run touched.
struct RunChange {
  enum class Kind { kAdded, kChanged, kRemoved, kRenamed, kFailed };
  Kind kind = Kind::kAdded;
  std::string path;
  std::string old_path = {};  // of kRenamed
  bool operator==(const RunChange&) const = default;
};
const char* Name(RunChange::Kind kind);

// How far the history of the site's repository was replayed. Ids are hexadecimal.
struct HistoryRecord {
  std::string commit;        // the last one that was replayed as a whole; "" = none yet
  std::int64_t time_ms = 0;  // its time, since the epoch, UTC
  std::string under_way;     // the one behind it that was begun; "" = none
  bool operator==(const HistoryRecord&) const = default;
};

// What a lexicon says of itself; its words have records of their own.
struct LexiconRecord {
  int sampled_bits = 0;    // Lexicon::sampled_bits
  std::uint64_t size = 0;  // the uses of all words that are stored
  bool operator==(const LexiconRecord&) const = default;
};

// The mark of a translation that the lexicon has not learned from.
struct UnlearntMark {
  DocumentKey translation;
  bool doubtful = false;  // its alignment left something that the lexicon could decide otherwise
  bool operator==(const UnlearntMark&) const = default;
};

// One execution that wrote to the store. Ids count from 1. What is said behind `failed` is unknown (0, empty) of runs
// that an older lockstep recorded.
struct RunRecord {
  std::uint64_t id = 0;
  std::string command;        // "sync"
  std::string version;        // of lockstep
  bool finished = false;      // false: killed, or under way
  std::int64_t begin_ms = 0;  // since the epoch, UTC; 0: unknown (loaded from a dump without times)
  std::int64_t end_ms = 0;    // 0: never finished, or unknown
  std::uint64_t added = 0;    // documents
  std::uint64_t changed = 0;
  std::uint64_t removed = 0;
  std::uint64_t failed = 0;  // documents that could not be used
  std::string host = {};
  std::vector<std::string> arguments = {};  // the words behind the program's name
  std::uint64_t documents = 0;              // that the site had
  std::uint64_t renamed = 0;
  std::uint64_t errors = 0;  // diagnostics of the documents that were read
  std::uint64_t warnings = 0;
  std::vector<RunChange> changes = {};  // the first kMaxRunChanges by path; of a replay by commit, then path
  bool operator==(const RunRecord&) const = default;
};
inline constexpr std::size_t kMaxRunChanges = 100;

}  // namespace lockstep
