#include "store/codec.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "store/codec_parts.h"
#include "store/memory_codec.h"

namespace lockstep {
namespace {

// The bytes that stand for enumerators are their places in these lists: append only, whatever becomes of the enums.
constexpr std::array kBlockKinds = {BlockKind::kHeading,   BlockKind::kParagraph,     BlockKind::kListItem,
                                    BlockKind::kTableCell, BlockKind::kScoreLine,     BlockKind::kDateLine,
                                    BlockKind::kReference, BlockKind::kCode,          BlockKind::kHtml,
                                    BlockKind::kMath,      BlockKind::kThematicBreak, BlockKind::kDefinition,
                                    BlockKind::kFootnote,  BlockKind::kOther};
constexpr std::array kFieldRoles = {FieldRole::kKey,    FieldRole::kCopy,   FieldRole::kTranslate, FieldRole::kConvert,
                                    FieldRole::kFollow, FieldRole::kDerive, FieldRole::kIgnore};
constexpr std::array kSeverities = {Severity::kNote, Severity::kWarning, Severity::kError};
constexpr std::array kSegmentKinds = {SegmentRecord::Kind::kField, SegmentRecord::Kind::kBody};

// Sections and fields, which a document's segments repeat.
class NameWriter {
 public:
  void Write(std::string_view name, RecordWriter& out) {
    names_.Write(name, out, [&](std::string_view spelled) { out.String(spelled); });
  }

 private:
  RepeatWriter<std::string_view> names_;
};

class NameReader {
 public:
  std::string_view Read(RecordReader& in) {
    return names_.Read(in, [&] { return in.View(); });
  }

 private:
  RepeatReader<std::string_view> names_;
};

void Write(const DocumentKey& key, RecordWriter& out) {
  out.String(key.collection);
  out.String(key.ref);
  out.String(key.lang);
}

DocumentKey ReadKey(RecordReader& in) {
  DocumentKey key;
  key.collection = in.String();
  key.ref = in.String();
  key.lang = in.String();
  return key;
}

void Write(const SegmentRecord& segment, NameWriter& names, RecordWriter& out) {
  WriteEnum(kSegmentKinds, segment.kind, out);
  if (segment.kind == SegmentRecord::Kind::kField) {
    names.Write(segment.field, out);
    WriteEnum(kFieldRoles, segment.role, out);
  } else {
    WriteEnum(kBlockKinds, segment.block_kind, out);
    out.Varint(segment.block);
  }
  names.Write(segment.section, out);
  out.Varint(segment.first_line);
  out.Varint(segment.last_line);
  out.String(segment.text);
  out.Fixed64(segment.keys.exact);
  out.Fixed64(segment.keys.loose);
  out.Fixed64(segment.keys.masked);
}

constexpr std::size_t kMinSegmentBytes = 31;

SegmentRecord ReadSegment(NameReader& names, RecordReader& in) {
  SegmentRecord segment;
  segment.kind = ReadEnum(kSegmentKinds, in);
  if (segment.kind == SegmentRecord::Kind::kField) {
    segment.field = names.Read(in);
    segment.role = ReadEnum(kFieldRoles, in);
  } else {
    segment.block_kind = ReadEnum(kBlockKinds, in);
    segment.block = in.Varint32();
  }
  segment.section = names.Read(in);
  segment.first_line = in.Varint32();
  segment.last_line = in.Varint32();
  segment.text = in.String();
  segment.keys.exact = in.Fixed64();
  segment.keys.loose = in.Fixed64();
  segment.keys.masked = in.Fixed64();
  return segment;
}

void Write(const Location& where, RecordWriter& out) {
  out.String(where.path);
  out.Varint(where.line);
  out.Varint(where.column);
  out.String(where.line_text);
  out.Varint(where.mark_begin);
  out.Varint(where.mark_end);
}

constexpr std::size_t kMinLocationBytes = 6;

Location ReadLocation(RecordReader& in) {
  Location where;
  where.path = in.String();
  where.line = in.Varint();
  where.column = in.Varint();
  where.line_text = in.String();
  where.mark_begin = in.Varint();
  where.mark_end = in.Varint();
  // Whoever draws the carets relies on it.
  if (where.mark_begin > where.mark_end || where.mark_end > where.line_text.size()) {
    throw DamagedRecord("a mark outside its line");
  }
  return where;
}

void Write(const Diagnostic& diagnostic, RecordWriter& out) {
  WriteEnum(kSeverities, diagnostic.severity, out);
  out.String(diagnostic.code);
  out.String(diagnostic.message);
  Write(diagnostic.where, out);
  out.Varint(diagnostic.notes.size());
  for (const Note& note : diagnostic.notes) {
    Write(note.where, out);
    out.String(note.message);
  }
}

constexpr std::size_t kMinDiagnosticBytes = kMinLocationBytes + 4;
constexpr std::size_t kMinNoteBytes = kMinLocationBytes + 1;

Diagnostic ReadDiagnostic(RecordReader& in) {
  Diagnostic diagnostic;
  diagnostic.severity = ReadEnum(kSeverities, in);
  diagnostic.code = in.String();
  diagnostic.message = in.String();
  diagnostic.where = ReadLocation(in);
  diagnostic.notes.resize(in.Count(kMinNoteBytes));
  for (Note& note : diagnostic.notes) {
    note.where = ReadLocation(in);
    note.message = in.String();
  }
  return diagnostic;
}

constexpr std::string_view kFormatPrefix = "lockstep store ";

}  // namespace

std::string EncodeFormat(std::uint32_t version) {
  return fmt::format("{}{}\n", kFormatPrefix, version);
}

// Plain text, so that whatever the format becomes, every lockstep can tell its version.
std::uint32_t DecodeFormat(std::string_view value) {
  std::uint32_t version = 0;
  const std::string_view digits = value.substr(std::min(kFormatPrefix.size(), value.size()));
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (version == 0 || value != EncodeFormat(version)) ThrowDamaged(kFormatKey, "no version of a store's format");
  return version;
}

std::string Encode(const FileRecord& file) {
  RecordWriter out = BeginRecord();
  out.Varint(file.stamp.size);
  out.Signed(file.stamp.mtime_ns);
  out.Signed(file.stamp.ctime_ns);
  out.Varint(file.stamp.inode);
  out.Flag(file.racy);
  out.Fixed64(file.content_hash);
  out.Fixed32(file.rules_hash);
  out.Flag(file.usable);
  out.Flag(file.key.has_value());
  if (file.key) Write(*file.key, out);
  return out.Take();
}

FileRecord DecodeFile(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    FileRecord file;
    file.stamp.size = in.Varint();
    file.stamp.mtime_ns = in.Signed();
    file.stamp.ctime_ns = in.Signed();
    file.stamp.inode = in.Varint();
    file.racy = in.Flag();
    file.content_hash = in.Fixed64();
    file.rules_hash = in.Fixed32();
    file.usable = in.Flag();
    if (in.Flag()) file.key = ReadKey(in);
    return file;
  });
}

std::string Encode(const DocumentRecord& document) {
  RecordWriter out = BeginRecord();
  Write(document.key, out);
  out.Varint(document.extractor_version);
  out.Fixed64(document.content_hash);
  out.Varint(document.words);
  out.Varint(document.segments.size());
  NameWriter names;
  for (const SegmentRecord& segment : document.segments) Write(segment, names, out);
  return out.Take();
}

DocumentRecord DecodeDocument(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    DocumentRecord document;
    document.key = ReadKey(in);
    document.extractor_version = in.Varint32();
    document.content_hash = in.Fixed64();
    document.words = in.Varint();
    const std::size_t count = in.Count(kMinSegmentBytes);
    document.segments.reserve(count);
    NameReader names;
    for (std::size_t i = 0; i < count; ++i) document.segments.push_back(ReadSegment(names, in));
    return document;
  });
}

DocumentRecord DecodePrevious(std::string_view key, std::string_view value) {
  if (!DecodePreviousKey(key)) ThrowDamaged(key, "no key of a previous version");
  return DecodeDocument(key, value);
}

std::string Encode(const std::vector<Diagnostic>& diagnostics) {
  RecordWriter out = BeginRecord();
  out.Varint(diagnostics.size());
  for (const Diagnostic& diagnostic : diagnostics) Write(diagnostic, out);
  return out.Take();
}

std::vector<Diagnostic> DecodeDiagnostics(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    const std::size_t count = in.Count(kMinDiagnosticBytes);
    std::vector<Diagnostic> diagnostics;
    diagnostics.reserve(count);
    for (std::size_t i = 0; i < count; ++i) diagnostics.push_back(ReadDiagnostic(in));
    return diagnostics;
  });
}

std::string Encode(const IndexEntry& entry) {
  RecordWriter out = BeginRecord();
  out.Varint(entry.words);
  out.Varint(entry.segments);
  out.Flag(entry.usable);
  return out.Take();
}

IndexEntry DecodeIndexEntry(std::string_view key, std::string_view value) {
  std::optional<IndexKey> where = DecodeIndexKey(key);
  if (!where) ThrowDamaged(key, "no key of the index by review");
  return DecodeRecord(key, value, [&](RecordReader& in) {
    IndexEntry entry{.key = std::move(where->document), .path = std::move(where->path)};
    entry.words = in.Varint();
    entry.segments = in.Varint32();
    entry.usable = in.Flag();
    return entry;
  });
}

std::string Encode(const HistoryRecord& history) {
  RecordWriter out = BeginRecord();
  out.String(history.commit);
  out.Signed(history.time_ms);
  out.String(history.under_way);
  return out.Take();
}

HistoryRecord DecodeHistory(std::string_view key, std::string_view value) {
  if (key != kHistoryKey) ThrowDamaged(key, "no key of the history's record");
  return DecodeRecord(key, value, [](RecordReader& in) {
    HistoryRecord history;
    history.commit = in.String();
    history.time_ms = in.Signed();
    history.under_way = in.String();
    return history;
  });
}

void ExpectRecord(std::string_view key, std::string_view value) {
  if (key == kFormatKey) return void(DecodeFormat(value));
  switch (key.empty() ? '\0' : key.front()) {
    case kTranslationTag: return void(DecodeTranslation(key, value));
    case kPreviousTag: return void(DecodePrevious(key, value));
    case kDocumentTag: return void(DecodeDocument(key, value));
    case kFileTag: return void(DecodeFile(key, value));
    case kDiagnosticsTag: return void(DecodeDiagnostics(key, value));
    case kIndexTag: return void(DecodeIndexEntry(key, value));
    case kUnboundTag: return void(DecodeUnbound(key, value));
    case kHistoryTag: return void(DecodeHistory(key, value));
    case kRunTag: return void(DecodeRun(key, value));
    case kContributionTag:
    case kUnitTag:
    case kForgottenTag:
    case kFuzzyTag:
    case kUnfedTag:
    case kUnindexedTag: return ExpectMemoryRecord(key, value);
    case kUnlearntTag: return void(DecodeUnlearnt(key, value));
    case kLexiconTag: return ExpectLexicon(key, value);
    default: ThrowDamaged(key, "a key of no known kind");
  }
}

}  // namespace lockstep
