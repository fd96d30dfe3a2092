// The keys of the store's records: their byte order is the order in which the store is read.
//
// A key is a tag byte, then its parts. Every part but the last is written so that any bytes are allowed in it
// and that the keys sort as the tuples of their parts do. store/FORMAT.md has the grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stages/lexicon.h"
#include "stages/model/document.h"
#include "stages/model/language_pair.h"

namespace lockstep {

// First bytes of keys: one a kind of record.
inline constexpr char kTranslationTag = 'b';
inline constexpr char kDocumentTag = 'd';
// Looked for by their prefix for each new translation, mostly in vain: what follows them are files, which stay, and not
// marks, whose deletions a scan would have to pass each time.
inline constexpr char kPreviousTag = 'e';
inline constexpr char kFileTag = 'f';
inline constexpr char kDiagnosticsTag = 'g';
inline constexpr char kHistoryTag = 'h';
inline constexpr char kIndexTag = 'i';
inline constexpr char kLexiconTag = 'l';
inline constexpr char kUnfedTag = 'm';
inline constexpr char kUnlearntTag = 'n';
inline constexpr char kUnboundTag = 'q';
inline constexpr char kRunTag = 'r';
// Of the translation memory: see store/memory_keys.h.
inline constexpr char kContributionTag = 't';
inline constexpr char kUnitTag = 'u';
inline constexpr char kForgottenTag = 'w';
inline constexpr char kFuzzyTag = 'x';
inline constexpr char kUnindexedTag = 'y';

// The record that tells the format's version; it sorts before all others.
inline constexpr std::string_view kFormatKey = "!format";

// The one record of how far the history was replayed.
inline constexpr std::string_view kHistoryKey = "h";

// What all other keys are put together of: appends `part` so that any bytes are allowed in it and order is kept.
void AppendKeyPart(std::string_view part, std::string& key);
// Takes a part from the front of `rest`; nothing where there is none.
std::optional<std::string> TakeKeyPart(std::string_view& rest);

// The key of one of a path's own records: tag, then the path as it is.
std::string PathKey(char tag, std::string_view path);
// The path of such a key.
std::string_view PathOf(std::string_view key);

// The index by review: collection, ref, language, path.
struct IndexKey {
  DocumentKey document;
  std::string path;
  bool operator==(const IndexKey&) const = default;
};
std::string EncodeIndexKey(const DocumentKey& document, std::string_view path);
// Nothing where `key` is none.
std::optional<IndexKey> DecodeIndexKey(std::string_view key);
// What all index keys of a review begin with, and no others.
std::string ReviewPrefix(std::string_view collection, std::string_view ref);

// The bindings of a translation: collection, ref, language.
std::string TranslationKey(const DocumentKey& document);
std::optional<DocumentKey> DecodeTranslationKey(std::string_view key);
// What the keys of all translations of a review begin with, and no others.
std::string TranslationPrefix(std::string_view collection, std::string_view ref);

// The version of the document `path` that the bindings of one translation count in, on the side that it stands on for
// them: path, collection, ref, language of the translation, side.
struct PreviousKey {
  enum class Side { kSource, kTarget };
  std::string path;
  DocumentKey translation;
  Side side = Side::kSource;
  bool operator==(const PreviousKey&) const = default;
};
std::string EncodePreviousKey(const PreviousKey& key);
std::optional<PreviousKey> DecodePreviousKey(std::string_view key);
// What the keys of all previous versions of a path begin with, and no others.
std::string PreviousPrefix(std::string_view path);

// The mark of a review whose documents have changed since its bindings were written: collection, ref.
struct ReviewKey {
  std::string collection;
  std::string ref;
  bool operator==(const ReviewKey&) const = default;
};
std::string UnboundKey(std::string_view collection, std::string_view ref);
std::optional<ReviewKey> DecodeUnboundKey(std::string_view key);

// The mark of a translation that the lexicon has not learned from: collection, ref, language.
std::string UnlearntKey(const DocumentKey& document);
std::optional<DocumentKey> DecodeUnlearntKey(std::string_view key);

// The mark of a translation whose bindings the memory has not heard of: collection, ref, language.
std::string UnfedKey(const DocumentKey& document);
std::optional<DocumentKey> DecodeUnfedKey(std::string_view key);

// The lexicon of two languages: its record, or that of one of its words: languages; side and word, big-endian.
struct LexiconKey {
  struct Word {
    Lexicon::Side side = Lexicon::Side::kSource;
    LexiconWord word = 0;
    bool operator==(const Word&) const = default;
  };
  LanguagePair languages;
  std::optional<Word> word = {};
  bool operator==(const LexiconKey&) const = default;
};
std::string EncodeLexiconKey(const LexiconKey& key);
std::optional<LexiconKey> DecodeLexiconKey(std::string_view key);

// Runs sort by id.
std::string RunKey(std::uint64_t id);
std::optional<std::uint64_t> DecodeRunKey(std::string_view key);

// `key` for a message: printable ASCII, the rest as \xNN.
std::string PrintableKey(std::string_view key);

}  // namespace lockstep
