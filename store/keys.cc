#include "store/keys.h"

#include <fmt/format.h>

namespace lockstep {
namespace {

constexpr char kSourceSide = 's';
constexpr char kTargetSide = 't';

// A part ends with 00 01, and a 00 inside is 00 FF: the end sorts before every byte that could follow.
constexpr char kZero = '\0';
constexpr char kEnd = '\x01';
constexpr char kEscaped = '\xff';

std::string TaggedReview(char tag, std::string_view collection, std::string_view ref) {
  std::string key(1, tag);
  AppendKeyPart(collection, key);
  AppendKeyPart(ref, key);
  return key;
}

// Takes `tag`, collection and ref from the front of `rest`.
std::optional<ReviewKey> TakeReview(char tag, std::string_view& rest) {
  if (rest.empty() || rest.front() != tag) return std::nullopt;
  rest.remove_prefix(1);
  std::optional<std::string> collection = TakeKeyPart(rest);
  if (!collection) return std::nullopt;
  std::optional<std::string> ref = TakeKeyPart(rest);
  if (!ref) return std::nullopt;
  return ReviewKey{*std::move(collection), *std::move(ref)};
}

std::string TaggedDocument(char tag, const DocumentKey& document) {
  std::string key = TaggedReview(tag, document.collection, document.ref);
  AppendKeyPart(document.lang, key);
  return key;
}

std::optional<DocumentKey> TakeDocumentKey(char tag, std::string_view& rest) {
  std::optional<ReviewKey> review = TakeReview(tag, rest);
  if (!review) return std::nullopt;
  std::optional<std::string> lang = TakeKeyPart(rest);
  if (!lang) return std::nullopt;
  return DocumentKey{std::move(review->collection), std::move(review->ref), *std::move(lang)};
}

}  // namespace

void AppendKeyPart(std::string_view part, std::string& key) {
  for (const char byte : part) {
    key += byte;
    if (byte == kZero) key += kEscaped;
  }
  key += kZero;
  key += kEnd;
}

std::optional<std::string> TakeKeyPart(std::string_view& rest) {
  std::string part;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (rest[at] != kZero) {
      part += rest[at];
      continue;
    }
    if (++at == rest.size()) return std::nullopt;
    if (rest[at] == kEnd) {
      rest.remove_prefix(at + 1);
      return part;
    }
    if (rest[at] != kEscaped) return std::nullopt;
    part += kZero;
  }
  return std::nullopt;
}

std::string PathKey(char tag, std::string_view path) {
  std::string key(1, tag);
  key += path;
  return key;
}

std::string_view PathOf(std::string_view key) {
  return key.substr(1);
}

std::string ReviewPrefix(std::string_view collection, std::string_view ref) {
  return TaggedReview(kIndexTag, collection, ref);
}

std::string EncodeIndexKey(const DocumentKey& document, std::string_view path) {
  return TaggedDocument(kIndexTag, document) + std::string(path);
}

std::optional<IndexKey> DecodeIndexKey(std::string_view key) {
  std::optional<DocumentKey> document = TakeDocumentKey(kIndexTag, key);
  if (!document) return std::nullopt;
  return IndexKey{*std::move(document), std::string(key)};
}

std::string TranslationPrefix(std::string_view collection, std::string_view ref) {
  return TaggedReview(kTranslationTag, collection, ref);
}

std::string TranslationKey(const DocumentKey& document) {
  return TaggedDocument(kTranslationTag, document);
}

std::optional<DocumentKey> DecodeTranslationKey(std::string_view key) {
  std::optional<DocumentKey> document = TakeDocumentKey(kTranslationTag, key);
  return key.empty() ? document : std::nullopt;
}

std::string PreviousPrefix(std::string_view path) {
  std::string key(1, kPreviousTag);
  AppendKeyPart(path, key);
  return key;
}

std::string EncodePreviousKey(const PreviousKey& key) {
  std::string bytes = PreviousPrefix(key.path);
  for (const std::string* part : {&key.translation.collection, &key.translation.ref, &key.translation.lang}) {
    AppendKeyPart(*part, bytes);
  }
  bytes += key.side == PreviousKey::Side::kSource ? kSourceSide : kTargetSide;
  return bytes;
}

std::optional<PreviousKey> DecodePreviousKey(std::string_view key) {
  if (key.empty() || key.front() != kPreviousTag) return std::nullopt;
  key.remove_prefix(1);
  std::optional<std::string> path = TakeKeyPart(key);
  if (!path) return std::nullopt;
  std::optional<std::string> collection = TakeKeyPart(key);
  std::optional<std::string> ref = collection ? TakeKeyPart(key) : std::nullopt;
  std::optional<std::string> lang = ref ? TakeKeyPart(key) : std::nullopt;
  if (!lang || key.size() != 1 || (key[0] != kSourceSide && key[0] != kTargetSide)) return std::nullopt;
  return PreviousKey{*std::move(path),
                     {*std::move(collection), *std::move(ref), *std::move(lang)},
                     key[0] == kSourceSide ? PreviousKey::Side::kSource : PreviousKey::Side::kTarget};
}

std::string UnboundKey(std::string_view collection, std::string_view ref) {
  return TaggedReview(kUnboundTag, collection, ref);
}

std::optional<ReviewKey> DecodeUnboundKey(std::string_view key) {
  std::optional<ReviewKey> review = TakeReview(kUnboundTag, key);
  return key.empty() ? review : std::nullopt;
}

std::string UnlearntKey(const DocumentKey& document) {
  return TaggedDocument(kUnlearntTag, document);
}

std::optional<DocumentKey> DecodeUnlearntKey(std::string_view key) {
  std::optional<DocumentKey> document = TakeDocumentKey(kUnlearntTag, key);
  return key.empty() ? document : std::nullopt;
}

std::string UnfedKey(const DocumentKey& document) {
  return TaggedDocument(kUnfedTag, document);
}

std::optional<DocumentKey> DecodeUnfedKey(std::string_view key) {
  std::optional<DocumentKey> document = TakeDocumentKey(kUnfedTag, key);
  return key.empty() ? document : std::nullopt;
}

std::string EncodeLexiconKey(const LexiconKey& key) {
  std::string bytes = TaggedReview(kLexiconTag, key.languages.source, key.languages.target);
  if (key.word) {
    bytes += key.word->side == Lexicon::Side::kSource ? kSourceSide : kTargetSide;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(key.word->word >> shift & 0xff);
  }
  return bytes;
}

std::optional<LexiconKey> DecodeLexiconKey(std::string_view key) {
  std::optional<ReviewKey> languages = TakeReview(kLexiconTag, key);
  if (!languages) return std::nullopt;
  LexiconKey decoded{{std::move(languages->collection), std::move(languages->ref)}};
  if (key.empty()) return decoded;
  if (key.size() != 5 || (key[0] != kSourceSide && key[0] != kTargetSide)) return std::nullopt;
  decoded.word = LexiconKey::Word{};
  decoded.word->side = key[0] == kSourceSide ? Lexicon::Side::kSource : Lexicon::Side::kTarget;
  for (const char byte : key.substr(1)) decoded.word->word = decoded.word->word << 8 | static_cast<unsigned char>(byte);
  return decoded;
}

std::string RunKey(std::uint64_t id) {
  std::string key(1, kRunTag);
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(id >> shift & 0xff);
  return key;
}

std::optional<std::uint64_t> DecodeRunKey(std::string_view key) {
  if (key.size() != 9 || key.front() != kRunTag) return std::nullopt;
  std::uint64_t id = 0;
  for (const char byte : key.substr(1)) id = id << 8 | static_cast<unsigned char>(byte);
  return id;
}

std::string PrintableKey(std::string_view key) {
  std::string text;
  for (const char byte : key) {
    const bool plain = byte >= 0x20 && byte < 0x7f && byte != '\\';
    text += plain ? std::string(1, byte) : fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

}  // namespace lockstep
