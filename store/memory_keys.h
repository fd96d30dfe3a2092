// The keys of the translation memory's records; store/FORMAT.md has the grammar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/model/document.h"
#include "store/memory_records.h"

namespace lockstep {

// What the keys of a tag (kUnitTag, kUseTag, kFuzzyTag, kUnindexedTag) of one language pair begin with.
std::string PairPrefix(char tag, const LanguagePair& pair);
// Takes the tag and the pair from the front of `key`; nothing where they are not there.
std::optional<LanguagePair> TakePair(char tag, std::string_view& key);

std::string UnitKey(const LanguagePair& pair, TextKey source);
struct UnitName {
  LanguagePair pair;
  TextKey source = 0;
};
std::optional<UnitName> DecodeUnitKey(std::string_view key);

// The mark of a unit that the index does not know as it is; `generation` is the manifest's.
std::string UnindexedPrefix(const LanguagePair& pair, std::uint32_t generation);
std::string UnindexedKey(const LanguagePair& pair, std::uint32_t generation, TextKey source);
std::optional<UnitName> DecodeUnindexedKey(std::string_view key);

// Where a variant is used: the review. The prefix is that of all uses of a unit, or of one of its variants.
std::string UsePrefix(const LanguagePair& pair, TextKey source);
std::string UsePrefix(const LanguagePair& pair, TextKey source, TextKey target);
std::string UseKey(const LanguagePair& pair, TextKey source, TextKey target, const DocumentKey& translation);
struct Use {
  UnitName unit;
  TextKey target = 0;
  std::string collection;
  std::string ref;
};
std::optional<Use> DecodeUseKey(std::string_view key);

std::string ContributionKey(const DocumentKey& translation);
std::optional<DocumentKey> DecodeContributionKey(std::string_view key);

std::string ManifestKey(const LanguagePair& pair);
std::string ShardPrefix(const LanguagePair& pair, std::uint32_t id);

}  // namespace lockstep
