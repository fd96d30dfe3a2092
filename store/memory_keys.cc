#include "store/memory_keys.h"

#include "store/keys.h"

namespace lockstep {
namespace {

// At 'm' stood that of an index with other pages: it is not found, and the index made anew.
constexpr char kManifest = 'n';
constexpr char kShard = 's';

void AppendNumber(std::uint32_t number, std::string& key) {
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(number >> shift & 0xff);
}

void AppendHash(TextKey hash, std::string& key) {
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(hash >> shift & 0xff);
}

std::optional<TextKey> TakeHash(std::string_view& rest) {
  if (rest.size() < 8) return std::nullopt;
  TextKey hash = 0;
  for (const char byte : rest.substr(0, 8)) hash = hash << 8 | static_cast<unsigned char>(byte);
  rest.remove_prefix(8);
  return hash;
}

std::string HashKey(char tag, const LanguagePair& pair, TextKey hash) {
  std::string key = PairPrefix(tag, pair);
  AppendHash(hash, key);
  return key;
}

}  // namespace

std::string PairPrefix(char tag, const LanguagePair& pair) {
  std::string key(1, tag);
  AppendKeyPart(pair.source, key);
  AppendKeyPart(pair.target, key);
  return key;
}

std::optional<LanguagePair> TakePair(char tag, std::string_view& key) {
  if (key.empty() || key.front() != tag) return std::nullopt;
  key.remove_prefix(1);
  std::optional<std::string> source = TakeKeyPart(key);
  if (!source) return std::nullopt;
  std::optional<std::string> target = TakeKeyPart(key);
  if (!target) return std::nullopt;
  return LanguagePair{*std::move(source), *std::move(target)};
}

std::string UnitKey(const LanguagePair& pair, TextKey source) {
  return HashKey(kUnitTag, pair, source);
}

std::optional<UnitName> DecodeUnitKey(std::string_view key) {
  std::optional<LanguagePair> pair = TakePair(kUnitTag, key);
  if (!pair) return std::nullopt;
  const std::optional<TextKey> source = TakeHash(key);
  if (!source || !key.empty()) return std::nullopt;
  return UnitName{*std::move(pair), *source};
}

std::string UnindexedPrefix(const LanguagePair& pair, std::uint32_t generation) {
  std::string key = PairPrefix(kUnindexedTag, pair);
  AppendNumber(generation, key);
  return key;
}

std::string UnindexedKey(const LanguagePair& pair, std::uint32_t generation, TextKey source) {
  std::string key = UnindexedPrefix(pair, generation);
  AppendHash(source, key);
  return key;
}

std::optional<UnitName> DecodeUnindexedKey(std::string_view key) {
  std::optional<LanguagePair> pair = TakePair(kUnindexedTag, key);
  if (!pair || key.size() != 12) return std::nullopt;
  key.remove_prefix(4);
  return UnitName{*std::move(pair), *TakeHash(key)};
}

std::string ForgottenKey(const LanguagePair& pair) {
  return PairPrefix(kForgottenTag, pair);
}

std::optional<LanguagePair> DecodeForgottenKey(std::string_view key) {
  std::optional<LanguagePair> pair = TakePair(kForgottenTag, key);
  return key.empty() ? pair : std::nullopt;
}

std::string ContributionKey(const DocumentKey& translation) {
  std::string key(1, kContributionTag);
  AppendKeyPart(translation.collection, key);
  AppendKeyPart(translation.ref, key);
  key += translation.lang;
  return key;
}

std::optional<DocumentKey> DecodeContributionKey(std::string_view key) {
  if (key.empty() || key.front() != kContributionTag) return std::nullopt;
  key.remove_prefix(1);
  std::optional<std::string> collection = TakeKeyPart(key);
  if (!collection) return std::nullopt;
  std::optional<std::string> ref = TakeKeyPart(key);
  if (!ref) return std::nullopt;
  return DocumentKey{*std::move(collection), *std::move(ref), std::string(key)};
}

std::string ManifestKey(const LanguagePair& pair) {
  return PairPrefix(kFuzzyTag, pair) + kManifest;
}

std::string ShardPrefix(const LanguagePair& pair, std::uint32_t id) {
  std::string key = PairPrefix(kFuzzyTag, pair) + kShard;
  AppendNumber(id, key);
  return key;
}

}  // namespace lockstep
