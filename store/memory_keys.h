// The keys of the translation memory's records; store/FORMAT.md has the grammar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/model/document.h"
#include "store/memory_records.h"

namespace lockstep {

// What the keys of a tag (kUnitTag, kForgottenTag, kFuzzyTag, kUnindexedTag) of one language pair begin with.
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

// The mark of a pair of which a run was forgotten: the site may use what the memory has no unit of.
std::string ForgottenKey(const LanguagePair& pair);
std::optional<LanguagePair> DecodeForgottenKey(std::string_view key);

std::string ContributionKey(const DocumentKey& translation);
std::optional<DocumentKey> DecodeContributionKey(std::string_view key);

std::string ManifestKey(const LanguagePair& pair);
std::string ShardPrefix(const LanguagePair& pair, std::uint32_t id);

}  // namespace lockstep
